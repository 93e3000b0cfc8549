// What Lighthouse finds of each address as its mobile preset reads it: a slow phone on a slow line,
// nothing kept from before. Arguments: the browser's program, how many times, the addresses. Gives
// a JSON list of results a round. One browser serves all, so that its own start is not measured.
import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";

const [browser, rounds, ...addresses] = process.argv.slice(2);
const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
const chrome = await launcher.launch({ chromePath: browser, chromeFlags });

// A trace that the browser did not begin or end is no measurement; it is taken again.
async function measure(address, tries = 4) {
  const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "silent" });
  if (lhr.runtimeError && tries > 1) return measure(address, tries - 1);
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  const scores = Object.values(lhr.categories).map((one) => [one.id, Math.round(100 * one.score)]);
  return {
    ...Object.fromEntries(scores),
    address,
    paint: lhr.audits["largest-contentful-paint"].numericValue / 1000,
    shift: lhr.audits["cumulative-layout-shift"].numericValue,
    bytes: lhr.audits["total-byte-weight"].numericValue,
    failed: Object.values(lhr.audits).filter((one) => one.score !== null && one.score < 1).map((one) => one.id),
  };
}

try {
  await measure(addresses[0]);
  const found = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    found.push([]);
    for (const address of addresses) found[round].push(await measure(address));
  }
  console.log(JSON.stringify(found));
} finally {
  await chrome.kill();
}
