package dev.cairn.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What tests of plots look at. */
final class Drawn {
    private Drawn() {}

    /** The texts of a drawing, which must be XML. */
    static List<String> texts(Plot plot) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(plot.svg().getBytes(UTF_8)));
        assertThat(document.getDocumentElement().getLocalName()).isEqualTo("svg");
        NodeList all = document.getElementsByTagName("text");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> all.item(i).getTextContent())
                .toList();
    }

    static int markers(Plot plot) {
        return plot.svg().split("<path ", -1).length - 1;
    }

    static Curve curve(String name, double... values) {
        double[] steps =
                IntStream.range(0, values.length).mapToDouble(i -> 100.0 * i).toArray();
        return Curve.of(name, "evaluations", "best mass [kg] (minimized)", steps, values);
    }
}
