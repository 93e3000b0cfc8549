// What Lighthouse finds of each address, as its mobile preset reads it: a slowed-down phone on a
// slow line, nothing kept from before. Arguments: the browser's program, then the addresses.
import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";

const [browser, ...addresses] = process.argv.slice(2);
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
const found = [];
for (const address of addresses) {
  const chrome = await launcher.launch({ chromePath: browser, chromeFlags: flags });
  try {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "silent" });
    if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
    const scores = Object.values(lhr.categories).map((one) => [one.id, Math.round(100 * one.score)]);
    const failed = Object.values(lhr.audits).filter((one) => one.score !== null && one.score < 1);
    found.push({
      address,
      ...Object.fromEntries(scores),
      paint: lhr.audits["largest-contentful-paint"].numericValue,
      shift: lhr.audits["cumulative-layout-shift"].numericValue,
      bytes: lhr.audits["total-byte-weight"].numericValue,
      failed: failed.map((one) => one.id),
    });
  } finally {
    await chrome.kill();
  }
}
console.log(JSON.stringify(found));
