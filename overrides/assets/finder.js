// The answer for one card and one destination, put together from what stands further down the page.
(function () {
  "use strict";

  var box = document.querySelector(".gb-finder");
  var found = document.querySelector(".gb-answer");
  var hint = list(found.children);
  var where = document.querySelector(".gb-where span");
  var page = where.textContent;
  var choice = { from: document.getElementById("finder-from"), to: document.getElementById("finder-to") };

  function list(nodes) {
    return Array.prototype.slice.call(nodes);
  }

  /** A copy of an element that may stand on the page beside the first. */
  function copy(element) {
    var made = element.cloneNode(true);
    made.removeAttribute("id");
    return made;
  }

  function row(code) {
    return document.getElementById(code.toLowerCase()).parentNode;
  }

  /** What applies to a card: entries of the page, each with the label of its kind of card, if it has one. */
  function entries(from, to) {
    if (from === to) {
      return list(document.querySelectorAll("[data-own~='" + from + "']")).map(function (pair) {
        return { pair: pair, kind: null };
      });
    }
    var cases = row(to).querySelectorAll(".gb-case[data-from]");
    var own = list(cases).filter(function (one) { return one.matches("[data-from~='" + from + "']"); });
    return list((own[0] || cases[cases.length - 1]).querySelectorAll("[data-pair]")).map(function (part) {
      return {
        pair: document.getElementById(part.dataset.pair).parentNode,
        kind: (part.closest(".gb-card") || part).querySelector(".gb-kind")
      };
    });
  }

  /** The name of a chosen economy as it stands in a sentence. */
  function named(select) {
    var option = select.selectedOptions[0];
    return option.dataset.name || option.textContent;
  }

  /** The choice in words: paper has no fields to show it. */
  function chosen() {
    var made = document.createElement("p");
    made.className = "gb-chosen";
    made.textContent = box.dataset.chosen.replace("{from}", named(choice.from)).replace("{to}", named(choice.to));
    return made;
  }

  /** Shows what applies; gives it without its sources, as it is to be read aloud. */
  function show() {
    var from = choice.from.value, to = choice.to.value;
    var listed = false, aloud = [];
    found.replaceChildren();
    if (!from || !to) {
      found.append.apply(found, hint);
      return "";
    }
    found.append(chosen());
    entries(from, to).forEach(function (entry) {
      var block = copy(entry.pair);
      block.querySelector("h3, h4").remove();
      if (entry.kind) block.querySelector("p").prepend(copy(entry.kind));
      listed = listed || block.hasAttribute("data-listed");
      var foot = block.querySelector(".gb-foot");
      foot.remove();
      aloud.push(block.textContent.trim());
      block.append(foot);
      found.append(block);
    });
    if (from !== to) found.append(facts(to, "entry", listed));
    found.append(facts(from, "card", false));
    return aloud.join(" ");
  }

  /**
   * An economy, and whom to ask there about entry or about a card it issued. With the destination stand
   * the answer to read on in, and its code and stay where a card may list it.
   */
  function facts(code, about, listed) {
    var cells = row(code).cells;
    var last = copy(cells[3]);
    var made = document.createElement("ul");
    made.className = "gb-facts";
    last.querySelectorAll("[data-about]").forEach(function (one) {
      if (one.dataset.about !== about) one.remove();
    });
    if (about === "card") last.replaceChildren(last.querySelector("[data-about]"));
    [copy(cells[0]), listed ? copy(cells[2]) : null, last].forEach(function (cell) {
      if (!cell) return;
      var item = document.createElement("li");
      item.append.apply(item, list(cell.childNodes));
      made.append(item);
    });
    return made;
  }

  /** The choice stays in the address, also in the printed one, and in the links to the other editions. */
  function keep() {
    var query = Object.keys(choice).filter(function (name) { return choice[name].value; }).map(function (name) {
      return name + "=" + choice[name].value;
    }).join("&");
    document.querySelectorAll("a[data-gb-language]").forEach(function (link) { link.search = query; });
    query = query && "?" + query;
    where.textContent = page + query;
    history.replaceState(null, "", location.pathname + query + location.hash);
  }

  function choose(from, to) {
    choice.from.value = from;
    choice.to.value = to;
    keep();
    return show();
  }

  /** An answer to a choice made here is read aloud; one that came with the page is read with it. */
  function answer(from, to) {
    document.querySelector(".gb-said").textContent = choose(from, to);
  }

  choice.to.append.apply(choice.to, list(choice.from.options).map(copy));
  var known = list(choice.to.options).map(function (option) { return option.value; });
  var asked = new URLSearchParams(location.search);
  var codes = ["from", "to"].map(function (name) {
    var code = (asked.get(name) || "").toUpperCase();
    return known.indexOf(code) < 0 ? "" : code;
  });
  choose(codes[0], codes[1]);

  box.addEventListener("change", function () { answer(choice.from.value, choice.to.value); });
  box.querySelector("button").addEventListener("click", function () { answer(choice.to.value, choice.from.value); });
})();
