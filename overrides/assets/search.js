// Search: loads the index of the page's language when the field is first used, scans it as the
// reader types, and lists the entries that answer best, with the words that matched marked.
(function () {
  "use strict";

  var SHOWN = 10;
  // How much a word counts by where it stands: title, keywords, first sentence, text, details.
  var PLACES = [6, 5.5, 2.5, 1.3, 0.6];
  // Words of questions, which say little of what is asked.
  var LITTLE = new Set((
    "a about after all also am an and any are as at be been before both but by ca can could did do does for from find get " +
    "give go had has have he her here his how i if im in into is it its let just know like many may me much must my need no not " +
    "now of on one only or other our out per please she should so some still take than that the thing their them then there " +
    "these they this to too up us use used using want was we were wo what when where which who whom whose will " +
    "with without would yes you your " +
    "怎么 么办 怎样 样办 什么 可以 以吗 是否 能否 能不 不能 可不 是不 不是 有没 请问 我的 我要 要怎 的话 一定 需要 要不 哪里 " +
    "哪些 如何 如果 能用 的卡 卡片 的时 时候 会员 员体 成员 员经 经济 济体 是什 一个 这个 还是 还能 会不 没有 在哪 怎办"
  ).split(" "));
  var LONE = new Set("的了吗呢我你您是有在会能可以什么怎要不没就也还到去来把被给和与或及但而所之其此这那个一上下中里吧啊用".split(""));
  // A pair with one of these is seldom a word: 卡吗, 请要.
  var PARTICLES = new Set("吗呢了的吧啊么怎哪要可我你您是".split(""));
  // Where no word of a query stands anywhere, the first of its characters tells enough if it is as rare as this.
  var RARE = 4.2;
  var HAN = /[\u3005\u3007\u3400-\u9fff\uf900-\ufaff]/;
  var LETTER = /[a-z\d]/;
  var OTHER = "[^\\s\\p{P}\\p{S}\\p{C}" + HAN.source.slice(1) + "+";
  var PIECES = new RegExp(HAN.source + "+|" + OTHER + "(?:['\u2019.-]" + OTHER + ")*", "gu");
  var ENDINGS = /(?:ications?|ations?|ions?|ities|ity|ures?|als?|ers?|ings?|ied|ies|ed|es|s|y|e)$/;

  // ---- words

  /** A text in its folded form, character by character, so that places stay the same; the table learns. */
  function fold(text, table) {
    var folded = "";
    for (var index = 0; index < text.length; index++) {
      var char = text[index], known = table.get(char);
      if (known === undefined) {
        known = char.normalize("NFKD")[0].toLowerCase()[0];
        table.set(char, known = table.get(known) || known);
      }
      folded += known;
    }
    return folded;
  }

  var stems = new Map();

  /** A word without the endings of plurals and verbs. */
  function stem(word) {
    var cut = stems.get(word);
    if (cut === undefined) stems.set(word, cut = shortened(word));
    return cut;
  }

  function shortened(word) {
    if (word.length < 4 || /\d/.test(word)) return word;
    var cut = word.replace(ENDINGS, function (ending) {
      return word.length - ending.length >= (ending.length > 2 ? 4 : 3) ? "" : ending;
    });
    if (cut === word) cut = word.replace(/(?:s|e|y)$/, "");
    if (cut !== word && cut.length > 3 && /([^aeiouls])\1$/.test(cut)) cut = cut.slice(0, -1);
    return cut === word ? word : cut.replace(/i$/, ""); // wifi is not wife
  }

  Array.from(LITTLE).forEach(function (word) { LITTLE.add(stem(word)); });

  /** Calls take(token, start, end, word) for every token of a folded text: stems, and pairs of Han and each alone. */
  function tokens(folded, take) {
    var match;
    PIECES.lastIndex = 0;
    while ((match = PIECES.exec(folded))) {
      var piece = match[0], start = match.index;
      if (HAN.test(piece[0])) {
        for (var at = 0; at < piece.length; at++) {
          take(piece[at], start + at, start + at + 1);
          if (at + 1 < piece.length) take(piece.substr(at, 2), start + at, start + at + 2);
        }
        continue;
      }
      piece = piece.replace(/['\u2019](?:s|m|ve|re|ll|d)$|n['\u2019]t$/, "");
      var parts = piece.split(/['\u2019.-]/), whole = parts.join("");
      take(stem(whole), start, start + piece.length, whole);
      if (parts.length > 1) {
        for (var part = 0; part < parts.length; part++) {
          if (parts[part].length > 1) take(stem(parts[part]), start, start + parts[part].length, parts[part]);
          start += parts[part].length + 1;
        }
      }
    }
  }

  /** The number of slips between two words, a swap of neighbours counting as one; more than `most` is Infinity. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return Infinity;
    var before = [], last = [], row = [], i, j;
    for (j = 0; j <= other.length; j++) last[j] = j;
    for (i = 1; i <= one.length; i++) {
      row = [i];
      var least = i;
      for (j = 1; j <= other.length; j++) {
        var same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most) return Infinity;
      before = last;
      last = row;
    }
    return last[other.length] <= most ? last[other.length] : Infinity;
  }

  // ---- the index

  function Index(data) {
    var self = this;
    self.table = new Map();
    for (var at = 0; at < data.fold[0].length; at++) self.table.set(data.fold[0][at], data.fold[1][at]);
    [LITTLE, LONE, PARTICLES].forEach(function (words) {
      Array.from(words).forEach(function (word) { words.add(fold(word, self.table)); });
    });
    self.topics = data.topics;
    self.entries = data.entries;
    self.postings = new Map(); // token: Map of entry to how much it counts there
    self.words = new Map(); // word as written: its stem
    self.titles = []; // entry: its title's tokens
    self.phrases = []; // entry: its keywords, each as its tokens
    data.entries.forEach(function (entry, number) {
      var text = fold(entry[3] || "", self.table);
      var end = text.search(/[.?!](?:\s|$)|[\u3002\uff1f]/) + 1 || text.length;
      var keywords = fold(entry[4] || "", self.table).split("|");
      var title = self.read(number, 0, fold(entry[2], self.table));
      self.titles.push(title);
      self.phrases.push(keywords.filter(Boolean).map(function (one) { return self.read(number, 1, one); }));
      self.read(number, 2, text.slice(0, end));
      self.read(number, 3, text.slice(end));
      self.read(number, 4, fold(entry[5] || "", self.table));
    });
    self.names = [];
    data.names.forEach(function (row) {
      var means = fold(row[0], self.table);
      row.slice(1).forEach(function (other) {
        var name = fold(other, self.table);
        self.names.push([name, means]);
        if (HAN.test(name) && self.says(name)) self.names.push([means, name]);
      });
    });
    self.names.sort(function (one, other) { return other[0].length - one[0].length; });
  }

  /** Takes in a field of an entry; returns its tokens. */
  Index.prototype.read = function (number, place, folded) {
    var self = this, seen = new Set();
    tokens(folded, function (token, start, end, word) {
      if (word) self.words.set(word, token);
      if (seen.has(token)) return;
      seen.add(token);
      var postings = self.postings.get(token);
      if (!postings) self.postings.set(token, postings = new Map());
      var had = postings.get(number);
      postings.set(number, had ? had + PLACES[place] / 8 : PLACES[place]);
    });
    return Array.from(seen);
  };

  /** Whether the pairs of a name stand somewhere in the texts. */
  Index.prototype.says = function (name) {
    var self = this, all = true;
    tokens(name, function (token) { all = all && (token.length === 1 || self.postings.has(token)); });
    return all;
  };

  /** How much a token tells: the less, the more entries have it and the more prominently. */
  Index.prototype.rarity = function (token) {
    var postings = this.postings.get(token), prominent = 0;
    if (!postings) return 0;
    if (!postings.rarity) {
      postings.forEach(function (count) { prominent += count / PLACES[0]; });
      postings.rarity = Math.log(1 + this.entries.length / (prominent + 0.5));
    }
    return postings.rarity;
  };

  /**
   * What a query asks for: groups of ways to say the same, the best of which counts. A way is a
   * list of tokens, each with what it weighs and how sure it is to be meant.
   */
  Index.prototype.groups = function (query) {
    var self = this, folded = fold(query.normalize("NFKC"), self.table), groups = [], asked = new Set();
    var spans = [], words = [];

    function way(list, factor) {
      return list.map(function (token) { return [token, self.weight(token) * factor, 1]; });
    }

    function ask(token, others) {
      if (asked.has(token)) return;
      asked.add(token);
      groups.push([way([token], 1)].concat(others || []));
    }

    self.names.forEach(function (name) {
      var at = folded.indexOf(name[0]), end = at + name[0].length;
      if (at < 0 || (LITTLE.has(name[0]) && folded.trim() !== name[0])) return; // CAN is a code, can is not
      if (!HAN.test(name[0]) && (LETTER.test(folded[at - 1] || "") || LETTER.test(folded[end] || ""))) return;
      if (spans.some(function (one) { return at < one.end && one.at < end && end - at < one.end - one.at; })) return;
      var span = spans.find(function (one) { return one.at === at && one.end === end; });
      if (!span) spans.push(span = { at: at, end: end, typed: new Set(), means: [] });
      span.means.push(name[1]);
    });
    tokens(folded, function (token, start, end, word) {
      var span = spans.find(function (one) { return one.at <= start && end <= one.end; });
      if (span) span.typed.add(token);
      else if (word) words.push([word, token]);
      else ask(token);
    });
    spans.forEach(function (span) {
      var typed = Array.from(span.typed);
      typed.forEach(function (token) { asked.add(token); });
      groups.push([way(typed, 1)].concat(span.means.map(function (name) {
        var means = new Set(), long = 0;
        tokens(name, function (token) { means.add(token); });
        means.forEach(function (token) { long += token.length > 1 || !HAN.test(token) ? 1 : 0; });
        return way(Array.from(means), 1 / Math.sqrt(long || 1)); // a long name is one thing, too
      })));
    });
    words.forEach(function (one, number) {
      var word = one[0], token = one[1], next = words[number + 1];
      if (next && self.words.has(word + next[0])) ask(self.words.get(word + next[0]));
      ask(token, self.like(word, token, number === words.length - 1).map(function (other) {
        return [[other[0], self.weight(word) * other[1], other[1]]];
      }));
    });
    return groups;
  };

  Index.prototype.weight = function (token) {
    if (LITTLE.has(token)) return 0.12;
    if (token.length === 1 && HAN.test(token)) return LONE.has(token) ? 0.02 : 0.25;
    return token.length === 2 && (PARTICLES.has(token[0]) || PARTICLES.has(token[1])) ? 0.6 : 1;
  };

  /** Tokens that a word may stand for: those it begins, its two halves, those a slip away. */
  Index.prototype.like = function (word, token, last) {
    var self = this, found = [];
    if (LITTLE.has(word)) return found;
    var known = self.postings.has(token);
    if (word.length > 2 && (last || !known)) {
      self.words.forEach(function (other, whole) {
        if (other !== token && whole.startsWith(word)) found.push([other, (known ? 0.4 : 0.8) * Math.sqrt(word.length / whole.length)]);
      });
    }
    if (known || found.length) return found;
    for (var at = 3; at <= word.length - 3; at++) {
      var halves = [self.words.get(word.slice(0, at)), self.words.get(word.slice(at))];
      if (halves[0] && halves[1]) return [[halves[0], 0.7], [halves[1], 0.7]];
    }
    var most = word.length > 7 ? 2 : word.length > 3 ? 1 : 0, least = most;
    if (most) {
      self.words.forEach(function (other, whole) {
        var slips = distance(word, whole, least);
        if (slips > least) return;
        if (slips < least) found = [];
        least = slips;
        found.push([other, slips > 1 ? 0.55 : 0.75]);
      });
    }
    return found;
  };

  /** The entries that answer a query, best first, and the tokens that found them. */
  Index.prototype.search = function (query) {
    var self = this, groups = self.groups(query), scores = new Map(), covered = new Map();
    var found = new Set(), total = 0, sure = new Map();
    groups.forEach(function (ways) {
      var best = new Map(), most = 0;
      ways.forEach(function (way) {
        var sums = new Map(), all = 0;
        way.forEach(function (one) {
          var postings = self.postings.get(one[0]), tells = self.rarity(one[0]) * one[1];
          if (!postings) return;
          if (one[1] > 0.2 * one[2]) found.add(one[0]);
          if (one[1] > 0.12 * one[2]) sure.set(one[0], Math.max(one[2], sure.get(one[0]) || 0));
          all += tells;
          postings.forEach(function (count, number) {
            var sum = sums.get(number);
            if (!sum) sums.set(number, sum = [0, 0]);
            sum[0] += tells * count;
            sum[1] += tells;
          });
        });
        most = Math.max(most, all);
        if (!best.size) best = sums;
        else sums.forEach(function (sum, number) {
          if (!best.has(number) || best.get(number)[0] < sum[0]) best.set(number, sum);
        });
      });
      total += most;
      best.forEach(function (sum, number) {
        scores.set(number, (scores.get(number) || 0) + sum[0]);
        covered.set(number, (covered.get(number) || 0) + sum[1]);
      });
    });
    var hits = [], lone = self.lone(groups);
    scores.forEach(function (score, number) {
      if (lone && !self.holds(number, lone)) return;
      var share = covered.get(number) / total;
      score *= 0.4 + 0.6 * share;
      score *= 1 + 0.5 * self.share(self.titles[number], sure);
      self.phrases[number].forEach(function (phrase) {
        if (phrase.every(function (token) { return sure.get(token) === 1 || LONE.has(token) || LITTLE.has(token); })) score *= 1.4;
      });
      hits.push({ number: number, score: score * self.topics[self.entries[number][0]][2] });
    });
    hits.sort(function (one, other) { return other.score - one.score || one.number - other.number; });
    var most = hits.length ? hits[0].score : 0;
    return { hits: hits.filter(function (hit, place) { return hit.score >= most * (place < 3 ? 0.03 : 0.1); }), found: found };
  };

  /** The Han characters of a query of one or two in which no word was found, without the likes of 的; null for any other. */
  Index.prototype.lone = function (groups) {
    var self = this, chars = [];
    var words = groups.some(function (ways) {
      return ways.some(function (way) {
        return way.some(function (one) {
          var token = one[0], single = token.length === 1 && HAN.test(token);
          if (single) chars.push(token);
          return !single && !LITTLE.has(token) && self.postings.has(token);
        });
      });
    });
    if (words || !chars.length || chars.length > 2) return null;
    return chars.filter(function (char) { return !LONE.has(char); });
  };

  /** Whether an entry is about lone characters: about one, if its title has it; about two, if one keyword has both. */
  Index.prototype.holds = function (number, lone) {
    var self = this, title = self.titles[number], phrases = self.phrases[number];
    function all(list) { return lone.every(function (char) { return list.includes(char); }); }
    function first(list) { return list.includes(lone[0]); }
    if (lone.length < 2) return lone.length > 0 && (first(title) || phrases.some(first));
    var answers = self.topics[self.entries[number][0]][2] >= 0.9 && self.rarity(lone[0]) > RARE;
    return phrases.some(all) || (answers && (first(title) || phrases.some(first)));
  };

  /** How much of a list of tokens is among those asked for, the rarer counting more. */
  Index.prototype.share = function (list, asked) {
    var self = this, all = 0, some = 0;
    list.forEach(function (token) {
      var counts = self.weight(token) * self.rarity(token);
      all += counts;
      if (asked.has(token)) some += counts * asked.get(token);
    });
    return all ? some / all : 0;
  };

  // ---- what is shown

  /** Where the words that were found stand in a text: start and end, in order, not overlapping. */
  Index.prototype.places = function (text, found) {
    var places = [];
    tokens(fold(text, this.table), function (token, start, end) {
      if (!found.has(token) || LONE.has(token)) return;
      var last = places[places.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else places.push([start, end]);
    });
    return places;
  };

  /** Fills an element with a text from start to end, the places in <mark>. */
  function mark(element, text, places, start, end) {
    var at = start;
    places.forEach(function (place) {
      var from = Math.max(place[0], start), to = Math.min(place[1], end);
      if (from >= to) return;
      element.append(text.slice(at, from));
      element.appendChild(document.createElement("mark")).textContent = text.slice(from, to);
      at = to;
    });
    element.append(text.slice(at, end));
  }

  /** The stretch of a text in which most was found, from a gap between sentences or words to another. */
  function stretch(text, places) {
    var length = HAN.test(text) ? 56 : 130;
    var best = 0, start = 0;
    places.forEach(function (place) {
      var held = 0;
      places.forEach(function (one) {
        if (one[0] >= place[0] && one[1] <= place[0] + length) held += Math.min(one[1] - one[0], 12);
      });
      if (held > best) { best = held; start = place[0]; }
    });
    var sentence = Math.max.apply(null, [". ", "? ", ": ", "。", "？", "：", "；"].map(function (sign) {
      var at = text.lastIndexOf(sign, start - 1);
      return at < 0 ? 0 : at + sign.length;
    }));
    if (start - sentence < length * 0.6) start = sentence;
    else {
      var gap = HAN.test(text) ? start - 12 : text.lastIndexOf(" ", start - 24) + 1;
      start = Math.max(gap, 0);
    }
    var end = start + length;
    if (end < text.length && !HAN.test(text[end])) end = text.lastIndexOf(" ", end) > start + 40 ? text.lastIndexOf(" ", end) : end;
    return [start, Math.min(end, text.length)];
  }

  function result(index, hit, found, root) {
    var entry = index.entries[hit.number], topic = index.topics[entry[0]];
    var item = document.createElement("li"), link = item.appendChild(document.createElement("a"));
    link.href = root + topic[1] + (entry[1] ? "#" + entry[1] : "");
    var title = link.appendChild(document.createElement("strong"));
    mark(title, entry[2], index.places(entry[2], found), 0, entry[2].length);
    link.appendChild(document.createElement("span")).textContent = topic[0];
    var text = entry[3] || "", places = index.places(text, found);
    if (!places.length && entry[5]) {
      var others = index.places(entry[5], found);
      if (others.length) { text = entry[5]; places = others; }
    }
    if (text) {
      // What the question says already need not be shown again: then its answer is, from its first word.
      var told = index.titles[hit.number];
      var fresh = index.places(text, new Set(Array.from(found).filter(function (token) { return !told.includes(token); })));
      var part = stretch(text, fresh), snippet = item.appendChild(document.createElement("small"));
      if (part[0]) snippet.append("… ");
      mark(snippet, text, places, part[0], part[1]);
      if (part[1] < text.length) snippet.append(" …");
    }
    return item;
  }

  // ---- the field

  var form = document.querySelector(".gb-search");
  if (!form) return;
  var field = form.querySelector("input"), results = form.querySelector(".gb-results");
  var status = results.querySelector("[role=status]"), panel = results.querySelector("div");
  var list = panel.querySelector("ol");
  var more = panel.querySelector(".gb-more"), none = panel.querySelector(".gb-none");
  var root = form.action.replace(/\/?$/, "/"), index = null, asking = null;
  form.classList.add("gb-ready");

  /** Asks for the index once; a failure may be tried again at the next letter. */
  function load() {
    asking = asking || fetch(form.dataset.index).then(function (answer) {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    }).then(function (data) {
      index = new Index(data);
      if (field.value.trim()) show();
    }).catch(function () {
      asking = null;
      if (field.value.trim()) say(form.dataset.failed);
    });
  }

  function say(words) {
    list.replaceChildren();
    list.hidden = more.hidden = none.hidden = true;
    open(words);
  }

  /** The live region stays in the page and only its box is hidden, or nobody would hear it. */
  function open(words) {
    status.textContent = words;
    panel.hidden = false;
    form.classList.add("gb-open");
    results.scrollTop = 0;
  }

  function show() {
    var query = field.value.trim();
    if (!query) return close();
    if (!index) {
      say(form.dataset.waiting);
      return load();
    }
    var answer = index.search(query), hits = answer.hits.slice(0, SHOWN), rest = answer.hits.length - hits.length;
    list.replaceChildren.apply(list, hits.map(function (hit) { return result(index, hit, answer.found, root); }));
    list.hidden = !hits.length;
    none.hidden = hits.length > 0;
    more.hidden = !rest;
    more.textContent = form.dataset.more.replace("#", rest);
    open(!hits.length ? form.dataset.none
      : answer.hits.length === 1 ? form.dataset.one : form.dataset.some.replace("#", answer.hits.length));
  }

  function close() {
    panel.hidden = true;
    form.classList.remove("gb-open");
    status.textContent = "";
  }

  /** Moves the focus among the field and the results: 1 down, -1 up. */
  function move(step) {
    var links = [field].concat(Array.from(panel.querySelectorAll("a")).filter(function (link) { return link.offsetParent; }));
    var at = links.indexOf(document.activeElement) + step;
    if (at >= 0 && at < links.length) links[at].focus();
  }

  function reopen() {
    load();
    if (field.value.trim() && panel.hidden) show();
  }

  field.addEventListener("focus", reopen);
  field.addEventListener("click", reopen);
  field.addEventListener("input", function (event) {
    if (!event.isComposing) show();
  });
  field.addEventListener("compositionend", show);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var links = list.querySelectorAll("a");
    if (panel.hidden || !links.length) return;
    // A single answer opens; of several the reader chooses, and a phone's keyboard gives way to them.
    if (links.length === 1) links[0].click();
    else links[0].focus();
  });
  form.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (panel.hidden) show();
      move(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (panel.hidden) field.value = "";
      field.focus({ preventScroll: true });
      close();
      event.preventDefault();
    }
  });
  panel.addEventListener("click", function (event) {
    if (event.target.closest("a")) close();
  });
  document.addEventListener("click", function (event) {
    if (!form.contains(event.target)) close();
  });
  document.addEventListener("focusin", function (event) {
    if (!form.contains(event.target)) close();
  });
  document.addEventListener("keydown", function (event) {
    var busy = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key !== "/" || busy || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
