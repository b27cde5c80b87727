import { type K3sMachineProps, k3sMachine, k3sSecrets } from "./k3s-machine";
import { chainSoftware } from "./software-catalogue";

const props: K3sMachineProps = {
  role: "control-plane",
  architecture: "amd64",
  nodeName: "pitboss-test-control-plane-0",
  privateAddress: "10.17.0.100",
  cluster: {
    apiAddress: "10.17.0.8",
    podRange: "10.18.0.0/16",
    serviceRange: "172.21.0.0/16",
    certificateAuthority: "Y2E=",
    trustedIssuer: "https://oidc.eks.example/id/ABC",
    audience: "hetzner-test",
    hetznerNetworkId: "4711",
  },
};

function filesOf(changes: Partial<K3sMachineProps> = {}): Record<string, string> {
  const { files = [] } = k3sMachine({ ...props, ...changes });
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

function optionsOf(changes: Partial<K3sMachineProps> = {}): Record<string, unknown> {
  return JSON.parse(filesOf(changes)["/etc/rancher/k3s/config.yaml"]!) as Record<string, unknown>;
}

describe("a control plane", () => {
  const options = optionsOf();

  it("leaves network, load balancers and storage to what Argo CD installs", () => {
    expect(options).toMatchObject({
      "flannel-backend": "none",
      "disable-network-policy": true,
      "disable-kube-proxy": true,
      "disable-cloud-controller": true,
      disable: ["local-storage", "metrics-server", "servicelb", "traefik"],
    });
    expect(options["kubelet-arg"]).toContain("cloud-provider=external");
  });

  it("has the ranges of the address plan, and the load balancer's address in its certificate", () => {
    expect(options).toMatchObject({
      "node-ip": "10.17.0.100",
      "cluster-cidr": "10.18.0.0/16",
      "service-cidr": "172.21.0.0/16",
      "tls-san": ["10.17.0.8"],
    });
  });

  it("encrypts secrets in etcd, keeps snapshots for a week, and writes who did what", () => {
    expect(options).toMatchObject({ "secrets-encryption": true, "etcd-snapshot-retention": 28 });
    expect(options["kube-apiserver-arg"]).toEqual(
      expect.arrayContaining([
        "audit-policy-file=/etc/rancher/k3s/audit.json",
        "audit-log-path=/var/lib/rancher/k3s/server/logs/audit.log",
        "admission-control-config-file=/etc/rancher/k3s/admission.json",
        "authentication-config=/etc/rancher/k3s/authentication.json",
      ]),
    );
  });

  it("has every file that its options name", () => {
    const files = filesOf();
    const named = JSON.stringify(options).match(/\/etc\/rancher\/k3s\/[\w.-]+/g)!;
    for (const path of named) expect(files).toHaveProperty([path]);
  });

  it("joins, and never founds by its configuration", () => {
    expect(filesOf({ founder: true })["/etc/rancher/k3s/config.yaml.d/50-join.yaml"]).toBe(
      "server: https://10.17.0.8:6443\n",
    );
    expect(JSON.stringify(optionsOf({ founder: true }))).not.toContain("cluster-init");
  });

  it("takes no pods but those that tolerate it", () => {
    expect(options["node-taint"]).toEqual(["node-role.kubernetes.io/control-plane=true:NoSchedule"]);
  });

  it("reads its tokens from memory, and waits for them", () => {
    expect(options).toMatchObject({
      "token-file": "/run/pitboss/secrets/kubernetes-server-token",
      "agent-token-file": "/run/pitboss/secrets/kubernetes-agent-token",
    });
    expect(filesOf()["/etc/systemd/system/k3s.service"]).toMatch(/^Requires=pitboss-secrets\.service$/m);
  });

  it("gives the cluster Hetzner's token by a file, not by a word of a command", () => {
    const unit = filesOf()["/etc/systemd/system/k3s-hetzner-token.service"];
    expect(unit).toContain(
      "--from-file=token=/run/pitboss/secrets/hetzner-token --from-literal=network=4711",
    );
  });
});

describe("Hetzner's token in the cluster", () => {
  const unit = filesOf()["/etc/systemd/system/k3s-hetzner-token.service"];

  it("is there in the end, however often k3s fails to start before the cluster is founded", () => {
    expect(unit).not.toMatch(/^(Wants|Requires|Requisite|BindsTo)=/m);
    expect(unit).toMatch(/^After=k3s\.service$/m);
    expect(unit).toMatch(/^Restart=on-failure$/m);
  });
});

describe("a worker", () => {
  const files = filesOf({ role: "worker" });

  it("joins with a token that makes no control plane, and knows no other", () => {
    expect(optionsOf({ role: "worker" })["token-file"]).toBe("/run/pitboss/secrets/kubernetes-agent-token");
    expect(JSON.stringify(files)).not.toMatch(/server-token|hetzner-token|authorities/);
    expect(files["/etc/systemd/system/k3s.service"]).toMatch(/^ExecStart=\/usr\/local\/bin\/k3s agent$/m);
  });

  it("has nothing of a control plane's", () => {
    expect(Object.keys(files).filter((path) => /authentication|audit|manifests|found/.test(path))).toEqual(
      [],
    );
    expect(optionsOf({ role: "worker" })).not.toHaveProperty("cluster-cidr");
  });
});

describe("k3s", () => {
  it.each(["amd64", "arm64"] as const)(
    "is the pinned one for %s, whatever is there already",
    (architecture) => {
      const { url, sha256 } = chainSoftware.k3s.binary[architecture];
      const script = filesOf({ architecture })["/usr/local/sbin/pitboss-install-k3s"];
      expect(script).toContain(`echo "${sha256}  /usr/local/bin/k3s" | sha256sum --check`);
      expect(script).toContain(`exec pitboss-download ${url} ${sha256} /usr/local/bin/k3s 0755`);
    },
  );

  it("finds the kernel as it asks for with protect-kernel-defaults", () => {
    const settings = filesOf()["/etc/sysctl.d/90-kubelet.conf"]!;
    for (const setting of [
      "vm.panic_on_oom=0",
      "vm.overcommit_memory=1",
      "kernel.panic=10",
      "kernel.panic_on_oops=1",
    ]) {
      expect(settings.split("\n")).toContain(setting);
    }
  });
});

describe("the secrets of the cluster's machines", () => {
  it("are what each needs", () => {
    expect(k3sSecrets({ role: "worker" })).toEqual(["kubernetes-agent-token"]);
    const controlPlane = ["kubernetes-server-token", "kubernetes-agent-token", "hetzner-token"];
    expect(k3sSecrets({ role: "control-plane" })).toEqual(controlPlane);
    expect(k3sSecrets({ role: "control-plane", founder: true })).toEqual([
      ...controlPlane,
      "kubernetes-authorities",
    ]);
  });
});
