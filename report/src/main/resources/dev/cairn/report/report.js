for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  table.tHead.querySelectorAll("th").forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.tHead.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = row => row.cells[column].dataset.v ?? row.cells[column].textContent;
      const order = (one, other) => {
        const a = value(one), b = value(other);
        if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
        const x = Number(a), y = Number(b);
        const way = isNaN(x) || isNaN(y) ? a.localeCompare(b) : x - y;
        return down ? -way : way;
      };
      [...body.rows].sort(order).forEach(row => body.append(row));
    });
  });
}
