// Tests that run the CLI or the app as a process run what is compiled. A type error does not stop them: the build does.
"use strict";

const { spawnSync } = require("node:child_process");

module.exports = () => {
  spawnSync("npm", ["run", "--silent", "build"], { stdio: ["ignore", "inherit", "inherit"] });
};
