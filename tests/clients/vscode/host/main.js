// Loads the suite into the extension host and writes its report. It is an extension of its own, so that the one
// under test is exactly what is shipped.
const fs = require('node:fs');

exports.activate = async () => {
  const { OAM_SUITE, OAM_REPORT } = process.env;
  if (!OAM_SUITE || !OAM_REPORT) {
    return;
  }
  let report;
  try {
    report = await require(OAM_SUITE).run();
  } catch (error) {
    report = { results: [{ name: 'the suite loads', error: String(error?.stack ?? error) }] };
  }
  // Written beside and renamed: the reader never sees half a report.
  fs.writeFileSync(`${OAM_REPORT}.part`, JSON.stringify(report));
  fs.renameSync(`${OAM_REPORT}.part`, OAM_REPORT);
};
