// Preloaded into a synth: whatever would make its output depend on more than its input throws.
"use strict";

const forbid = (what) => () => {
  throw new Error(`synth is hermetic, but it used ${what}`);
};

const net = require("node:net");
net.Socket.prototype.connect = forbid("the network");
net.Server.prototype.listen = forbid("the network");
const dns = require("node:dns");
dns.lookup = forbid("name resolution");
dns.promises.lookup = forbid("name resolution");
require("node:dgram").createSocket = forbid("the network");
require("node:child_process").spawn = forbid("another process");
require("node:child_process").spawnSync = forbid("another process");

Math.random = forbid("chance");
const crypto = require("node:crypto");
crypto.randomBytes = forbid("chance");
crypto.randomUUID = forbid("chance");

const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) forbid("the clock")();
    super(...given);
  }
  static now() {
    return forbid("the clock")();
  }
};
