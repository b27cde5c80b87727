import { filesOf, fleetIn, networkIn } from "../../tests/fleet";
import { type SynthesizedStack, synthesizeBuilt } from "../../tests/synthesize";
import { KubernetesCluster, type KubernetesClusterProps } from "./kubernetes-cluster";

const controlPlanes = {
  "control-plane-a": { slot: 4, location: "fsn1" },
  "control-plane-b": { slot: 1, location: "nbg1" },
  "control-plane-c": { slot: 7, location: "hel1" },
} as const;

function clusterWith(changes: Partial<KubernetesClusterProps> = {}) {
  return synthesizeBuilt((stack) => {
    const network = networkIn(stack);
    return new KubernetesCluster(stack, "kubernetes", {
      name: "pitboss-test",
      labels: {},
      fleet: fleetIn(stack, network),
      network,
      facts: {
        podRange: "10.18.0.0/16",
        serviceRange: "172.21.0.0/16",
        certificateAuthority: "Y2E=",
        trustedIssuer: "https://oidc.example",
        audience: "hetzner-test",
      },
      controlPlanes,
      workers: { "worker-a": { slot: 0, location: "nbg1" } },
      loadBalancer: { type: "lb11", location: "nbg1" },
      protect: true,
      ...changes,
    });
  });
}

function serverOf(stack: SynthesizedStack, name: string): Record<string, unknown> {
  return stack.at("hcloud_server", `${name}/server`);
}

describe("the Kubernetes cluster at Hetzner", () => {
  const { stack, built } = clusterWith();

  it("is reached at an address that its load balancer has inside the network alone", () => {
    expect(built.endpoint).toBe("https://10.17.0.8:6443");
    expect(stack.only("hcloud_load_balancer_network")).toMatchObject({
      ip: "10.17.0.8",
      enable_public_interface: false,
    });
    expect(stack.only("hcloud_load_balancer").delete_protection).toBe(true);
  });

  it("is asked at every control plane by its private address, as long as one answers", () => {
    const targets = Object.values(stack.resources("hcloud_load_balancer_target"));
    expect(targets).toHaveLength(3);
    for (const target of targets) expect(target).toMatchObject({ type: "server", use_private_ip: true });
    expect(stack.only("hcloud_load_balancer_service")).toMatchObject({
      protocol: "tcp",
      listen_port: 6443,
      destination_port: 6443,
      health_check: { protocol: "tcp", port: 6443 },
    });
  });

  it("can be founded by the control plane of the lowest slot, wherever it stands in the data", () => {
    const founders = Object.keys(controlPlanes).filter(
      (name) => "/usr/local/sbin/pitboss-found-cluster" in filesOf(serverOf(stack, name)),
    );
    expect(founders).toEqual(["control-plane-b"]);
  });

  it("names its nodes as Hetzner does, which is how its cloud controller finds them", () => {
    const worker = serverOf(stack, "worker-a");
    expect(worker.name).toBe("pitboss-test-worker-a");
    expect(filesOf(worker)["/etc/rancher/k3s/config.yaml"]).toContain('"node-name": "pitboss-test-worker-a"');
  });

  it("runs k3s of the server's own architecture", () => {
    const installing = (name: string) =>
      filesOf(serverOf(stack, name))["/usr/local/sbin/pitboss-install-k3s"];
    expect(installing("control-plane-a")).toMatch(/\/k3s [0-9a-f]{64}/);
    expect(installing("worker-a")).toMatch(/\/k3s-arm64 [0-9a-f]{64}/);
  });

  it("opens etcd and the API on control planes alone, and to the subnet of the machines alone", () => {
    const rules = (name: string) => filesOf(serverOf(stack, name))["/etc/pitboss/firewall.nft"];
    expect(rules("control-plane-a")).toMatch(
      /ip saddr \{ 10\.17\.0\.0\/17 \} tcp dport \{ 2379-2381 \} accept/,
    );
    expect(rules("worker-a")).not.toMatch(/2379|6443/);
    expect(rules("worker-a")).toMatch(/tcp dport \{ 10250 \}/);
  });

  it("can be torn down where nothing is protected", () => {
    const loose = clusterWith({ protect: false }).stack;
    expect(loose.only("hcloud_load_balancer").delete_protection).toBe(false);
  });
});
