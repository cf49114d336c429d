// Runs every `*.test.js` beside it, in order, and returns the results. Usable by any test host.
const fs = require('node:fs');
const path = require('node:path');

exports.run = async () => {
  const results = [];
  const files = fs.readdirSync(__dirname).filter((name) => name.endsWith('.test.js')).sort();
  for (const file of files) {
    for (const [name, body] of Object.entries(require(path.join(__dirname, file)))) {
      const started = Date.now();
      let error;
      try {
        await body();
      } catch (thrown) {
        error = String(thrown?.stack ?? thrown);
      }
      results.push({ name: `${path.basename(file, '.test.js')}: ${name}`, error, milliseconds: Date.now() - started });
    }
  }
  return { results };
};
