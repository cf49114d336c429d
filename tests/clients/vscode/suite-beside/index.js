// The tests beside another YAML server; they need a workbench of their own, with that extension installed.
exports.run = () => require('../suite').run(__dirname);
