// Keeps one language on the reader's device, and answers from there when the network does not.
//
// A copy is one release of one language: the files that <language>/offline.json lists, each with
// the hash written there. It is fetched as a whole beside the copy in use, and takes its place at
// the next navigation. What is the same in both is not fetched again.
"use strict";

const ROOT = new URL("./", self.location).pathname;
const LOCALES = {{ views | map(attribute="language.locale") | list | tojson }};
const MINE = `guidebook ${ROOT} `; // how the names of our caches begin; the host may have others
const STATE = `${MINE}state`;
const HASHED = /\.[0-9a-f]{8}\.[a-z\d]+$/; // such an address never means anything else
const PATIENCE = 3000; // ms to wait for the network where the copy could answer
const LESS = 1000; // the same within half a minute of having waited in vain

// ---- what is kept: `current` and `next` are names of caches, "<mine><language> <release>";
// `chosen` is the language the reader asked for, `off` says that the reader wants none.

async function read() {
  const held = await (await caches.open(STATE)).match(ROOT);
  return held ? held.json() : {};
}

let changes = Promise.resolve();

/** Changes the state, one change after another; returns what it is then. */
function change(how) {
  const changed = changes.then(async () => {
    const state = how(await read());
    await (await caches.open(STATE)).put(ROOT, new Response(JSON.stringify(state)));
    return state;
  });
  changes = changed.catch(() => {});
  return changed;
}

const languageOf = (name) => name.slice(MINE.length).split(" ")[0];
const list = (language) => `${ROOT}${language}/offline.json`;

async function copies() {
  return (await caches.keys()).filter((name) => name.startsWith(MINE) && name !== STATE);
}

/** A file of one copy, or undefined. */
async function find(name, path) {
  return (await caches.open(name)).match(path, { ignoreVary: true });
}

/** The copy in use. A navigation goes over to the next one, if that is whole. */
async function current(navigates) {
  let state = await read();
  if (navigates && state.next) {
    const open = await windows(); // they may still ask for what only the old copy has
    state = await change((now) => (now.next ? { ...now, current: now.next, next: undefined, open } : now));
  }
  return state.current;
}

async function windows() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return open.map((one) => one.id);
}

/** Deletes copies that are no longer used, once no page is open that was there before the new one. */
async function sweep() {
  const state = await read();
  const open = await windows();
  if ((state.open || []).some((id) => open.includes(id))) return;
  const used = [state.current, state.next, state.fetching];
  for (const name of await copies()) if (!used.includes(name)) await caches.delete(name);
}

// ---- fetching a copy

let fetches = Promise.resolve();

/** Makes sure that the newest release of a language is kept; rejects when that fails. */
function keep(language) {
  const kept = fetches.then(() => keepNow(language));
  fetches = kept.catch(() => {});
  return kept;
}

async function keepNow(language) {
  const answer = await fetch(list(language), { cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const said = await answer.json();
  const name = `${MINE}${language} ${said.release}`;
  const state = await read();
  if (state.off) return;
  if ([state.current, state.next].includes(name) && (await find(name, list(language)))) {
    // What was begun before is of no use; nor is another copy where the one in use came back.
    const next = state.next === name ? name : undefined;
    if (state.fetching || state.next !== next) await change((now) => ({ ...now, fetching: undefined, next }));
    return;
  }
  await change((now) => ({ ...now, fetching: name }));
  const cache = await caches.open(name);
  const waiting = Object.entries(said.files);
  const take = async () => {
    for (let one; (one = waiting.shift()); ) await takeOne(cache, ROOT + one[0], one[1]);
  };
  await Promise.all([take(), take(), take(), take()]).finally(() => (waiting.length = 0));
  await cache.put(list(language), new Response(JSON.stringify(said)));
  const done = await change((now) => {
    if (now.fetching !== name) return now; // removed meanwhile
    const rest = { ...now, fetching: undefined };
    return now.current ? { ...rest, next: name } : { ...rest, current: name };
  });
  if (![done.current, done.next].includes(name)) await caches.delete(name);
}

/** Puts a file into a copy: from another copy where it is the same, else from the network. */
async function takeOne(cache, address, hash) {
  if (await cache.match(address)) return; // an earlier attempt came so far
  for (const name of await copies()) {
    const held = await find(name, address);
    const body = held && (await held.arrayBuffer());
    if (body && (await digest(body)) === hash) return cache.put(address, response(body, held));
  }
  // A host may take an older file for unchanged; then the browser's own copy is passed over.
  for (const mode of [HASHED.test(address) ? "default" : "no-cache", "reload"]) {
    const answer = await fetch(address, { cache: mode });
    const body = await answer.arrayBuffer();
    if (answer.ok && !answer.redirected && (await digest(body)) === hash)
      return cache.put(address, response(body, answer));
  }
  throw new Error(`${address} is not that of the release`);
}

async function digest(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A response with this body and the other's headers, those apart that say how it was sent. */
function response(body, like, status = 200, more = {}) {
  const headers = new Headers(like.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  for (const name of Object.keys(more)) headers.set(name, more[name]);
  return new Response(body, { status, headers });
}

// ---- answering

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(ROOT)) return;
  const first = url.pathname.slice(ROOT.length).split("/")[0];
  if (["", "assets", "index.html", ...LOCALES].includes(first)) event.respondWith(answer(request, url));
});

async function answer(request, url) {
  const path = url.pathname.replace(/\/index\.html$/, "/");
  const navigates = request.mode === "navigate";
  const name = await current(navigates);
  const held = name && (await find(name, path));
  if (HASHED.test(path) && !navigates) {
    const same = held || (name && (await caches.match(path, { ignoreVary: true })));
    return same ? part(request, same) : fetch(request);
  }
  try {
    return await online(request, held);
  } catch (error) {
    if (held) return navigates && isPage(held) ? dated(name, held) : part(request, held);
    if (!name || !navigates) throw error;
    const there = await find(name, `${path}/`);
    return there ? Response.redirect(`${path}/${url.search}`) : missing(name, path);
  }
}

let hurried = 0;

/** The network's answer. Where the copy has one, too, an error of the server or too long a wait rejects. */
async function online(request, held) {
  if (!held) return fetch(request);
  const whole = async () => {
    const answer = await fetch(request);
    if (answer.status >= 500) throw new Error(`${answer.status}`);
    return answer.status === 200 ? response(await answer.arrayBuffer(), answer) : answer;
  };
  const late = new Promise((_, reject) => {
    setTimeout(reject, Date.now() < hurried ? LESS : PATIENCE, new Error("no answer in time"));
  });
  try {
    const found = await Promise.race([whole(), late]);
    hurried = 0;
    return found;
  } catch (error) {
    hurried = Date.now() + 30000;
    throw error;
  }
}

const isPage = (held) => (held.headers.get("content-type") || "").includes("html");

/** A page of the copy, which says so in the language of the copy. */
async function dated(name, held, status = 200, more = (text) => text) {
  const language = languageOf(name);
  const said = await (await find(name, list(language))).json();
  const labels = `class="gb-offline" role="status" lang="${language}" data-release="${said.release}"`;
  const line = `<p ${labels}>${escaped(said.notice)}</p></body>`;
  return response(more(await held.text()).replace("</body>", () => line), held, status);
}

/** The page that says why there is none, with the way to the same page of the language that is kept. */
async function missing(name, path) {
  const home = `${ROOT}${languageOf(name)}/`;
  const same = home + path.slice(ROOT.length).split("/").slice(1).join("/");
  const to = (await find(name, same)) ? same : home;
  const way = (text) => text.replaceAll(`data-same href="${home}"`, () => `href="${escaped(to)}"`);
  return dated(name, await find(name, `${home}503.html`), 503, way);
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

/** The response, or the part of it that the request asks for (RFC 9110, section 14). */
async function part(request, held) {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") || "");
  if (!asked || !(asked[1] || asked[2])) return held;
  const body = await held.arrayBuffer();
  const size = body.byteLength;
  const from = asked[1] ? Number(asked[1]) : Math.max(0, size - Number(asked[2]));
  const to = asked[1] && asked[2] ? Math.min(Number(asked[2]), size - 1) : size - 1;
  if (from > to) return response(null, held, 416, { "content-range": `bytes */${size}` });
  return response(body.slice(from, to + 1), held, 206, { "content-range": `bytes ${from}-${to}/${size}` });
}

// ---- what pages ask: {ask: "look" | "visit" | "keep" | "remove", locale, sparing}

self.addEventListener("message", (event) => {
  const asked = event.data || {};
  if (LOCALES.includes(asked.locale))
    event.waitUntil(obey(asked).then((said) => event.ports[0] && event.ports[0].postMessage(said)));
});

async function obey({ ask, locale, sparing }) {
  let failed = false;
  if (ask === "remove") await remove();
  if (ask === "keep") await change((now) => ({ ...now, chosen: locale, off: undefined }));
  const { chosen, off } = await read();
  // Without being asked, only as long as the reader does not want to save data or has removed it.
  if (ask === "keep" || (ask === "visit" && !off && (chosen || !sparing)))
    await keep(chosen || locale).catch(() => (failed = ask === "keep"));
  await sweep();
  const state = await read();
  const name = state.next || state.current;
  const held = name && (await find(name, list(languageOf(name))));
  if (!held) return { failed };
  const { date, size, notice } = await held.json();
  return { failed, kept: languageOf(name), date, size, notice };
}

async function remove() {
  await change(() => ({ off: true }));
  for (const name of await copies()) await caches.delete(name);
}

// A new version of this file takes over at once: it finds the copies as they are.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
