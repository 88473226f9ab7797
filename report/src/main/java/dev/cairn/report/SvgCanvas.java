package dev.cairn.report;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * What is drawn here becomes SVG. Colours and strokes are attributes and no styles, so that a page may forbid styles within; there is no
 * document type, so that nobody fetches one.
 */
final class SvgCanvas {
    private static final String SVG = "http://www.w3.org/2000/svg";

    private final SVGGraphics2D graphics;
    private final int width;
    private final int height;

    /** A canvas of so many pixels, whose ids begin with {@code ids}. */
    SvgCanvas(int width, int height, String ids) {
        this.width = width;
        this.height = height;
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment("drawn by Cairn");
        context.setPrecision(2);
        context.setIDGenerator(new SVGIDGenerator() {
            private int count;

            @Override
            public String generateID(String prefix) {
                return ids + prefix + count++;
            }
        });
        this.graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("This Java cannot make XML: " + e, e);
        }
    }

    /** To draw on. */
    Graphics2D graphics() {
        return graphics;
    }

    /** What was drawn, as one element; {@code description} is for who cannot see it. */
    String text(String description) {
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", String.format(Locale.ROOT, "0 0 %d %d", width, height));
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", description);
        dropEmptyDefinitions(root);
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(root), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("The drawing cannot be written as XML: " + e, e);
        }
    }

    /** Batik gives every drawing an element of the same id, which two in one page cannot have; nothing is in it. */
    private static void dropEmptyDefinitions(Element root) {
        NodeList definitions = root.getElementsByTagNameNS(SVG, "defs");
        for (int i = definitions.getLength() - 1; i >= 0; i--) {
            Node one = definitions.item(i);
            if (!one.hasChildNodes()) {
                one.getParentNode().removeChild(one);
            }
        }
    }
}
