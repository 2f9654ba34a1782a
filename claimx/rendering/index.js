"use strict";
(function () {
  const table = document.querySelector("#index table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const valueOf = (row, column) => row.cells[column].dataset.v;

  // What is missing stands last either way; rows that are equal keep the order in which they came.
  function sort(column, down) {
    const isCount = rows.every((row) => /^\d+$/.test(valueOf(row, column)));
    const ordered = [...rows].sort(function (a, b) {
      const [left, right] = [valueOf(a, column), valueOf(b, column)];
      if (!left || !right) return !left - !right;
      const order = isCount ? left - right : words.compare(left, right);
      return down ? -order : order;
    });
    body.append(...ordered);
    heads.forEach(function (head, index) {
      if (index === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  heads.forEach(function (head, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    // The first click shows the most, the newest, or the beginning of the alphabet.
    button.addEventListener("click", function () {
      const sorted = head.getAttribute("aria-sort");
      sort(column, sorted ? sorted === "ascending" : column > 0);
    });
  });
})();
