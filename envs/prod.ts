import { carefulDisruption, generalLife, steadyDisruption, steadyLife } from "./disruption-sets";
import { edge, licensedCountries, playLimits, staffLimits } from "./edge-sets";
import type { EnvironmentData } from "./environment";
import { generalFamilies, generalSizes, steadyFamilies, steadySizes } from "./instance-sets";

/** Where players and their money are: protected, spread over three zones, and never on an unpinned image. */
export const prod: EnvironmentData = {
  name: "prod",
  account: "777788889999",
  region: "eu-central-1",
  production: true,
  owner: {
    team: "platform",
    email: "platform-prod@pitboss.example",
    costCenter: "PLAT-100",
    dataClass: "player-data",
  },
  network: {
    vpc: "10.48.0.0/16",
    pods: "100.72.0.0/14",
    services: "172.20.0.0/16",
    zones: { "euc1-az1": 0, "euc1-az2": 1, "euc1-az3": 2 },
    nat: "per-zone",
    endpoints: "all",
    hetzner: {
      network: "10.49.0.0/16",
      vSwitch: "10.49.128.0/20",
      pods: "10.50.0.0/16",
      services: "172.21.0.0/16",
    },
    wireGuard: "10.51.0.0/24",
  },
  cluster: {
    kubernetesVersion: "1.35",
    controlPlaneTier: "tier-xl",
    admins: ["arn:aws:iam::777788889999:role/platform-admin"],
    deletionProtection: true,
    zonalShift: true,
    systemNodes: { instanceTypes: ["m7g.xlarge", "m6g.xlarge"], minimum: 3, maximum: 9 },
    maxNodes: 1000,
    podsPerNode: 100,
  },
  pools: {
    "general-arm64": {
      architecture: "arm64",
      capacity: "mixed",
      families: generalFamilies.arm64,
      sizes: generalSizes,
      limits: { nodes: 600, cpu: 16000, memoryGi: 64000 },
      weight: 50,
      parts: { spot: 4, onDemand: 1 },
      minimumFamilies: 2,
      disruption: carefulDisruption,
      life: generalLife,
      headroom: { replicas: 12, milliCpu: 4000, memoryMi: 8192 },
    },
    "general-amd64": {
      architecture: "amd64",
      capacity: "mixed",
      families: generalFamilies.amd64,
      sizes: generalSizes,
      limits: { nodes: 300, cpu: 8000, memoryGi: 32000 },
      weight: 30,
      minimumFamilies: 2,
      disruption: carefulDisruption,
      life: generalLife,
    },
    "steady-arm64": {
      architecture: "arm64",
      capacity: "on-demand",
      families: steadyFamilies.arm64,
      sizes: steadySizes,
      limits: { nodes: 90, cpu: 4000, memoryGi: 16000 },
      weight: 10,
      disruption: steadyDisruption,
      life: steadyLife,
    },
  },
  gitops: {
    host: "argocd.pitboss.example",
    revision: "main",
    signIn: {
      issuer: "https://login.pitboss.example/realms/staff",
      clientId: "argocd-prod",
      administrators: "platform",
    },
  },
  chains: {
    chain: {
      chainId: 7410003,
      blockPeriodSeconds: 2,
      gasLimit: 30_000_000,
      genesisDigest: "35c4a5c4d86225b5ec17fc176610e7be303c1b82d031282d4fd835edf081092b",
    },
    validators: {
      "validator-0": {
        slot: 0,
        location: "fsn1",
        genesis: true,
        publicKey:
          "fb986066b486d287d652b3db02b33fb37c12e66904b77b13db739c4cb4ca295a44406c9c790c402cb630653274547c52ad4b05384f24c3c90a97502a6b74f4bc",
      },
      "validator-1": {
        slot: 1,
        location: "nbg1",
        genesis: true,
        publicKey:
          "a2ab7935fc666fefbff33ef4c46c11187af2aaae5aefa5656df5f0f5d74f0a31c27874d8bd089d984d1b1b73be8e9744756bd0b15259650245fd269c49e2b4ea",
      },
      "validator-2": {
        slot: 2,
        location: "hel1",
        genesis: true,
        publicKey:
          "2836a499513aab64273499a4fe069fc8cfd9d58da416b745f01abc53ead442427e88801b86211aadd563e15aea888f94b382ef9dbfedf0db4367432ef35be202",
      },
      "validator-3": {
        slot: 3,
        location: "fsn1",
        genesis: true,
        publicKey:
          "936d359e8f2354c2d2734919f71852da1fe3e2a384a15c28a0f5ea8ec75960430ba6c9840671a2ffba29a4651872cd38dd85f6acfb75d941c06237f8108c1654",
      },
      "validator-4": {
        slot: 4,
        location: "nbg1",
        genesis: true,
        publicKey:
          "c422373d46ce6f7e47ac414b7dc82a1518708cda429224dc26c9a1e60d86e3c8daf4ee05dcbad3fba7f30c89ea56f9c29149bf00c4823fa3d16aa6dcf8ba04bc",
      },
      "validator-5": {
        slot: 5,
        location: "hel1",
        genesis: true,
        publicKey:
          "955a9bdcad24be099e0c3c05cf084816daec84984be5804bc3ecf301febbf2722960cc18834402fa101766d6ce099855f34e77e8be6f778a3d2e2f26a6c3ecc0",
      },
      "validator-6": {
        slot: 6,
        location: "fsn1",
        genesis: true,
        publicKey:
          "ba0b3856b4e48b3603e90c45f735e227e7d05649a486d6b4e262b1741f7d001f57fde5db0ea565b5eff2c63872667d923a7060a4ccc88bae20a60d698f59c614",
      },
      "validator-7": {
        slot: 7,
        location: "nbg1",
        genesis: true,
        publicKey:
          "10f3461d3fe614230d9ca3287ae66c285b123964fedc4b69f598383c0b601abf0068e6fc678baa57fe8c702095193bc397a187ed6b53f00377e049c860bd0756",
      },
      "validator-8": {
        slot: 8,
        location: "hel1",
        genesis: true,
        publicKey:
          "2c8b7408eb29a59397cc6f9eadfb265aaf5e1c16bddc831c7422175483ca96cf88de3d990239c340fd4960971b75865bcc54041b5f1c03e74ec0accd5cc554b4",
      },
    },
    sentries: {
      "sentry-0": {
        slot: 0,
        location: "fsn1",
        publicKey:
          "ef617a2d1396b823ed10f80ce9f3172e1df9004321869b99b03ca38537828603eeff8fb7102ea1225418b6339ec52b4a83c2ee1a7de58976b3383ba8a14b7bcc",
      },
      "sentry-1": {
        slot: 1,
        location: "nbg1",
        publicKey:
          "6dae5d9ddffaac4d4d5699fd4ee74da9116b7864202d542d235056ed9018fb1adf255c0069181f03e95a8fcc6fa2e8ca300497b692f107ce94349ff317a80ae2",
      },
      "sentry-2": {
        slot: 2,
        location: "hel1",
        publicKey:
          "e11f4cff50a15fe07c61f9c16952665e85ecf65068de0ac3abf40a4da15b202c46a4dfe566cd18841f1d3a8c5fc8b96eb5bd39db7a15f03f311a7aaeea76f666",
      },
    },
    volumes: { validatorGb: 250, sentryGb: 500 },
    serverTypes: {
      gateway: { preferred: "ccx13", fallbacks: ["ccx23"] },
      validator: { preferred: "ccx23", fallbacks: ["ccx33"] },
      sentry: { preferred: "ccx23", fallbacks: ["ccx33"] },
      controlPlane: { preferred: "ccx23", fallbacks: ["ccx33"] },
      worker: { preferred: "ccx33", fallbacks: ["ccx43"] },
    },
    wireGuard: {
      publicKeys: {
        aws: "+R5wysZuwjLHy+e8njiFeJvJ+7P0u6sDDKi4/e06IX8=",
        hetzner: "dsqW6HVQaBA4mMEVl+GG7nk15yEqNP1whEWKJH5jxHY=",
      },
      instanceType: "c7gn.medium",
      location: "nbg1",
    },
    kubernetes: {
      controlPlanes: {
        "control-plane-0": { slot: 0, location: "fsn1" },
        "control-plane-1": { slot: 1, location: "nbg1" },
        "control-plane-2": { slot: 2, location: "hel1" },
      },
      workers: {
        "worker-0": { slot: 0, location: "fsn1" },
        "worker-1": { slot: 1, location: "nbg1" },
        "worker-2": { slot: 2, location: "hel1" },
        "worker-3": { slot: 3, location: "fsn1" },
        "worker-4": { slot: 4, location: "nbg1" },
        "worker-5": { slot: 5, location: "hel1" },
      },
      loadBalancer: { type: "lb11", location: "nbg1" },
    },
    sshKeys: ["platform-team"],
    dedicated: {
      vSwitch: { id: 64017, vlan: 4017 },
      machines: {
        "archive-0": {
          slot: 0,
          location: "fsn1",
          serverNumber: 2741016,
          networkInterface: "enp5s0",
          publicKey:
            "e4536ffe732a451629a5312b27f28fc26476541d60d075554921169e511361756e6dd21e9cc3d72b50ba0aebdd1cc6237ad1259eebc657030de73bd708565ff0",
        },
        "archive-1": {
          slot: 1,
          location: "hel1",
          serverNumber: 2741029,
          networkInterface: "enp41s0",
          publicKey:
            "4c09fe10e26386ad7fddca043aebc1cab404b84d13382965003b74ec463c3b0b3f4bbc24d7efaa08adae10bca5fb47d78df8e9905cec3f12c354163e81ab4024",
        },
      },
    },
  },
  data: {
    postgres: {
      version: "18",
      instanceClass: "db.r7g.2xlarge",
      multiAz: true,
      storageGib: 500,
      maxStorageGib: 4000,
      pointInTimeDays: 35,
      insights: "advanced",
    },
    valkey: {
      version: "9.0",
      nodeType: "cache.r7g.xlarge",
      shards: 3,
      replicasPerShard: 2,
      snapshotDays: 14,
    },
    kafka: {
      version: "4.1",
      brokerType: "kafka.m7g.2xlarge",
      brokersPerZone: 2,
      storageGib: 1000,
      maxStorageGib: 8000,
    },
    documents: { version: "8.0", instanceClass: "db.r8g.xlarge", instances: 3, pointInTimeDays: 35 },
    buckets: {
      "game-history": { archiveAfterDays: 90 },
      exports: { archiveAfterDays: 90, expireAfterDays: 731 },
      uploads: {},
    },
    backups: { dailyDays: 35, monthlyDays: 2557, lock: true, restoreTests: true },
  },
  budget: { monthlyUsd: 120000, alertsAtPercent: [50, 80, 100], anomalyUsd: 500 },
  observability: {
    metrics: { rawDays: 30, fiveMinuteDays: 180, hourDays: 731 },
    logsDays: 90,
    tracesDays: 14,
    backups: { days: 30, lockDays: 14 },
  },
  edge: {
    ...edge,
    zone: { id: "c5d3e2ba7d9a4f4bacb2d3e4f5a6b703", name: "pitboss.example" },
    plan: "enterprise",
    firewall: "block",
    minimumTls: "1.2",
    strictTransportDays: 365,
    playerCountries: licensedCountries,
    rateLimits: { ...playLimits, ...staffLimits },
  },
  logRetentionDays: 3653,
  protect: true,
};
