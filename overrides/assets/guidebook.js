// Choosing another language keeps the reader at the question in view, not only on the page;
// a link to an answer is copied; the menu closes when a section is chosen, when the focus leaves
// it, and by Escape.
(function () {
  "use strict";

  /** The anchor of the address while its heading is in view, else of the last heading passed, or "". */
  function current() {
    var passed = "";
    var named = location.hash && document.getElementById(location.hash.slice(1));
    var top = named ? named.getBoundingClientRect().top : -1;
    if (top >= 0 && top < window.innerHeight) return location.hash;
    if (document.readyState !== "complete") return location.hash; // the page is still on its way there
    var header = document.querySelector(".gb-header");
    var under = header ? header.getBoundingClientRect().bottom + 60 : 0;
    var line = Math.max(under, window.innerHeight / 6);
    document.querySelectorAll("main h2[id], .gb-entry h3[id]").forEach(function (heading) {
      if (heading.getBoundingClientRect().top < line) passed = "#" + heading.id;
    });
    return passed;
  }

  var menu = document.querySelector(".gb-menu");

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-gb-language]");
    if (link) link.hash = current();
    // A section of the page in view is under the open menu.
    if (menu.contains(event.target) && event.target.closest("a[href^='#']")) menu.open = false;
    var copy = event.target.closest && event.target.closest("a.gb-copy");
    if (copy && navigator.clipboard) {
      event.preventDefault();
      navigator.clipboard.writeText(copy.href).then(function () {
        var says = copy.textContent, said = document.querySelector(".gb-said");
        if (says === copy.dataset.copied) return;
        copy.textContent = said.textContent = copy.dataset.copied;
        setTimeout(function () {
          copy.textContent = says;
          said.textContent = ""; // so that the next copy is heard, too
        }, 2000);
      }, function () {
        location.hash = copy.hash;
      });
    }
  }, true);

  // What is below the open menu would have the focus unseen.
  document.addEventListener("focusin", function (event) {
    if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus({ preventScroll: true });
  });
})();
