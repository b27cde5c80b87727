// Preloaded into a synth: whatever would make its output depend on more than its input throws. Libraries of CDKTF's do ask
// for the time and for chance while they work (lodash, brace-expansion); they are given both, other ones in every run, so
// that a comparison of two runs shows whether any of it reaches the output.
"use strict";

const forbid = (what) => () => {
  throw new Error(`synth is hermetic, but it used ${what}`);
};

/** Whether whoever called the caller of this is a library. */
const calledByLibrary = () => new Error().stack.split("\n")[3].includes("node_modules");

const net = require("node:net");
net.Socket.prototype.connect = forbid("the network");
net.Server.prototype.listen = forbid("the network");
const dns = require("node:dns");
dns.lookup = forbid("name resolution");
dns.promises.lookup = forbid("name resolution");
require("node:dgram").createSocket = forbid("the network");
const processes = require("node:child_process");
processes.spawn = forbid("another process");
processes.spawnSync = forbid("another process");
const crypto = require("node:crypto");
crypto.randomBytes = forbid("chance");
crypto.randomUUID = forbid("chance");

const { random } = Math;
Math.random = () => (calledByLibrary() ? random() : forbid("chance")());

const SHIFT_MS = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const RealDate = Date;
const now = () => RealDate.now() + SHIFT_MS;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0 && !calledByLibrary()) forbid("the clock")();
    super(...(given.length > 0 ? given : [now()]));
  }
  static now() {
    return calledByLibrary() ? now() : forbid("the clock")();
  }
};
