import { privateRoutes } from "./private-routes";

const part = privateRoutes({
  network: "10.48.0.0/16",
  destinations: ["10.32.0.0/16", "10.47.0.0/24"],
  mtu: 1440,
});

function content(path: string): string {
  return part.files!.find((file) => file.path === path)!.content;
}

describe("a cloud server's routes", () => {
  it("go to what is behind WireGuard by Hetzner's gateway, in packets that fit the tunnel", () => {
    const unit = content("/etc/systemd/system/pitboss-routes.service");
    expect(unit.match(/^ExecStart=.*$/gm)).toEqual([
      "ExecStart=/usr/sbin/ip route replace 10.32.0.0/16 via 10.48.0.1 mtu 1440",
      "ExecStart=/usr/sbin/ip route replace 10.47.0.0/24 via 10.48.0.1 mtu 1440",
    ]);
  });

  it("wait for the private interface, and stay when networkd starts again", () => {
    expect(content("/etc/systemd/system/pitboss-routes.service")).toMatch(/^Restart=on-failure$/m);
    expect(content("/etc/systemd/networkd.conf.d/60-pitboss.conf")).toMatch(/^ManageForeignRoutes=no$/m);
  });

  it("come with every boot", () => {
    expect(part.commands).toContainEqual([
      "systemctl",
      "enable",
      "--now",
      "--no-block",
      "pitboss-routes.service",
    ]);
  });
});
