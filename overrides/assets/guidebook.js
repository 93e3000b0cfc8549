// Choosing another language keeps the reader at the question in view, not only on the page.
(function () {
  "use strict";

  /** The anchor of the last question whose heading has been passed, or "". */
  function current() {
    var passed = "";
    document.querySelectorAll("main h2[id]").forEach(function (heading) {
      if (heading.getBoundingClientRect().top < window.innerHeight / 3) passed = "#" + heading.id;
    });
    return passed;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-gb-language]");
    if (link) link.hash = current();
  }, true);
})();
