import type { MachinePart } from "./cloud-init";

/** Read after Debian's own `50unattended-upgrades`, whose origins are the release's and its security team's. */
const SETTINGS = `APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Automatic-Reboot "false";
Unattended-Upgrade::Remove-Unused-Kernel-Packages "true";
`;

/**
 * Debian's security updates, each day. No machine restarts by itself: validators that a kernel restarts in the same night are gone
 * together, and with more of them than the quorum can miss the chain stands still.
 */
export function securityUpgrades(): MachinePart {
  return {
    packages: ["unattended-upgrades"],
    files: [{ path: "/etc/apt/apt.conf.d/52pitboss", content: SETTINGS }],
  };
}
