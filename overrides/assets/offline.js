// Lets the worker (sw.js) keep the page's language for offline reading, and shows what is kept.
(function () {
  "use strict";
  var line = document.querySelector(".gb-keep");
  var workers = navigator.serviceWorker;
  if (!line || !workers || !line.querySelector("[data-size]").textContent) return;
  var worker = new URL(line.dataset.worker, location.href);
  // Opened from a disk, or from another path than it was built for, the site is as it is.
  if (!/^https?:$/.test(location.protocol) || worker.pathname !== line.dataset.path) return;

  var locale = document.documentElement.lang;
  var sparing = Boolean(navigator.connection && navigator.connection.saveData);

  /** Asks the worker; resolves with what it says is kept. */
  function ask(what) {
    return workers
      .register(worker.href, { updateViaCache: "none" })
      .then(function () { return workers.ready; })
      .then(function (registration) {
        return new Promise(function (resolve) {
          var channel = new MessageChannel();
          channel.port1.onmessage = function (event) { resolve(event.data); };
          registration.active.postMessage({ ask: what, locale: locale, sparing: sparing }, [channel.port2]);
        });
      });
  }

  function part(name) {
    return line.querySelector("[data-" + name + "]");
  }

  /** Shows the sentence and the button for a state. */
  function show(state) {
    var kept = state.kept === locale;
    part("kept").hidden = !kept;
    part("other").hidden = kept || !state.kept;
    part("failed").hidden = !state.failed;
    part("busy").hidden = true;
    part("keep").hidden = kept;
    part("remove").hidden = !state.kept;
    if (kept) {
      part("kept").textContent = part("kept").dataset.kept.replace("{date}", state.date).replace("{size}", state.size);
    } else if (state.kept) {
      line.querySelectorAll("[data-other] [lang]").forEach(function (name) {
        name.hidden = name.lang !== state.kept;
      });
    }
    line.hidden = false;
  }

  function say(words) {
    document.querySelector(".gb-said").textContent = words;
  }

  /** Does what a button says, tells so, and leaves the focus on the button that is there afterwards. */
  function press(what) {
    part("busy").hidden = what !== "keep";
    part("failed").hidden = true;
    say(what === "keep" ? part("busy").textContent : "");
    ask(what).then(show, function () { show({ failed: true }); }).then(function () {
      var held = document.activeElement === part(what) || document.activeElement === document.body;
      if (held && part(what).hidden) line.querySelector("button:not([hidden])").focus({ preventScroll: true });
      say(["kept", "failed"].map(part).filter(function (one) { return !one.hidden; }).map(function (one) {
        return one.textContent;
      }).join(" "));
    });
  }

  part("keep").addEventListener("click", function () { press("keep"); });
  part("remove").addEventListener("click", function () { press("remove"); });

  // A page that is open when the connection goes says so, too.
  addEventListener("offline", function () {
    ask("look").then(function (state) {
      if (state.kept !== locale || navigator.onLine || document.querySelector(".gb-offline")) return;
      var notice = document.createElement("p");
      notice.className = "gb-offline";
      notice.setAttribute("role", "status");
      document.body.appendChild(notice);
      // Only what comes into a live region that stands there already is surely heard.
      setTimeout(function () { notice.textContent = state.notice; }, 100);
    }, function () {});
  });
  addEventListener("online", function () {
    document.querySelectorAll(".gb-offline").forEach(function (notice) { notice.remove(); });
    start();
  });

  function start() {
    workers.getRegistration(worker.href).then(function (registration) {
      var known = registration && registration.active && registration.active.scriptURL === worker.href;
      if (sparing && !known) return show({}); // not even the worker comes unasked
      return ask("visit").then(show);
    }).catch(function () {}); // a browser that keeps nothing for this reader
  }

  function whenIdle() {
    if (window.requestIdleCallback) requestIdleCallback(start, { timeout: 10000 });
    else setTimeout(start, 2000);
  }
  if (document.readyState === "complete") whenIdle();
  else addEventListener("load", whenIdle);
})();
