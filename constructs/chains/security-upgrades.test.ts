import { securityUpgrades } from "./security-upgrades";

describe("security upgrades", () => {
  it("come each day and never restart the machine", () => {
    const { packages, files } = securityUpgrades();
    expect(packages).toEqual(["unattended-upgrades"]);
    expect(files?.[0]?.path).toBe("/etc/apt/apt.conf.d/52pitboss");
    const settings = files?.[0]?.content;
    expect(settings).toContain('APT::Periodic::Unattended-Upgrade "1";');
    expect(settings).toContain('Unattended-Upgrade::Automatic-Reboot "false";');
  });
});
