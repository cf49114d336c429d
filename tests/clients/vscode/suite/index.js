// Runs every `*.test.js` of a folder, in order, and returns the results. Usable by any test host.
const fs = require('node:fs');
const path = require('node:path');

exports.run = async (folder = __dirname) => {
  const results = [];
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.test.js')).sort();
  for (const file of files) {
    for (const [name, body] of Object.entries(require(path.join(folder, file)))) {
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
