// How long zhlint takes over texts, a JSON list of strings in a file: seconds, the best of three
// rounds, without Node's own start.
import { readFileSync } from "node:fs";
import { run } from "zhlint";

const texts = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const quiet = { log() {}, warn() {}, error() {} };
const options = { rules: { preset: "default" }, logger: { ...console, ...quiet } };
let best = Infinity;
for (let round = 0; round < 3; round += 1) {
  const start = performance.now();
  for (const text of texts) run(text, options);
  best = Math.min(best, performance.now() - start);
}
console.log(best / 1000);
