// Choosing another language keeps the reader at the question in view, not only on the page;
// a link to an answer is copied; a section chosen in the menu closes it.
(function () {
  "use strict";

  /** The anchor of the address while its heading is in view, else of the last heading passed, or "". */
  function current() {
    var passed = "";
    var named = location.hash && document.getElementById(location.hash.slice(1));
    var top = named ? named.getBoundingClientRect().top : -1;
    if (top >= 0 && top < window.innerHeight) return location.hash;
    document.querySelectorAll("main h2[id], .gb-entry h3[id]").forEach(function (heading) {
      if (heading.getBoundingClientRect().top < window.innerHeight / 6) passed = "#" + heading.id;
    });
    return passed;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-gb-language]");
    if (link) link.hash = current();
    // A section of the page in view is under the open menu.
    var menu = event.target.closest && event.target.closest(".gb-menu");
    if (menu && event.target.closest("a[href^='#']")) menu.open = false;
    var copy = event.target.closest && event.target.closest("a.gb-copy");
    if (copy && navigator.clipboard) {
      event.preventDefault();
      navigator.clipboard.writeText(copy.href).then(function () {
        var says = copy.textContent;
        copy.setAttribute("role", "status");
        copy.textContent = copy.dataset.copied;
        setTimeout(function () {
          copy.textContent = says;
          copy.removeAttribute("role");
        }, 2000);
      }, function () {
        location.hash = copy.hash;
      });
    }
  }, true);
})();
