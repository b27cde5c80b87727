import { z } from "zod";
import { shortWords } from "./fields";

/** A machine's name: its host's, after the environment's prefix, and that of its folder of secrets. It is never given to another. */
const machineName = shortWords(30);

const location = z.enum(["fsn1", "nbg1", "hel1"]);

/** A number that is a machine's for good: its private address follows from it. Never given to another machine. */
const slot = z.int().min(0);

/** A server type of Hetzner's, and what else will do, in order. */
const serverTypes = z.strictObject({ preferred: z.string(), fallbacks: z.array(z.string()) });

const volumeGb = z.int().min(10).max(10_240);

/** The key that a node's peers know it by: 128 hexadecimal digits, as `besu public-key export` writes after its `0x`. */
const publicKey = z.string();

const chain = z.strictObject({
  /** What transactions are signed for; no other chain, of no other environment, has it. */
  chainId: z.int().min(1),
  /** The time between blocks, in seconds. */
  blockPeriodSeconds: z.int().min(1).max(60),
  /** The most that a block's transactions may compute, in gas. */
  gasLimit: z.int().min(1),
  /**
   * The public keys of founding validators that run no longer: the first block names them for ever.
   * @default none
   */
  retiredFounders: z.array(publicKey).optional(),
  /**
   * The SHA-256 of the genesis, once the chain has begun: nothing may change it from then on.
   * @default not yet
   */
  genesisDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "expected a SHA-256 of 64 hexadecimal digits")
    .optional(),
});

const wireGuard = z.strictObject({
  /** What the two ends know each other by, as `wg pubkey` writes it. */
  publicKeys: z.strictObject({ aws: z.string(), hetzner: z.string() }),
  /** The instance on AWS; the smallest carry a few hundred megabits a second for minutes at a time, `c7gn` for good. */
  instanceType: z
    .string()
    .regex(
      /^(t4g|m7g|m8g|c7gn|c8gn)\.[a-z0-9]+$/,
      "expected a Graviton type such as t4g.small or c7gn.medium",
    ),
  /** Where the server at Hetzner stands. */
  location,
});

const kubernetes = z.strictObject({
  /** The control planes, an odd number. */
  controlPlanes: z.record(machineName, z.strictObject({ slot, location })),
  /** The nodes that carry RPC nodes, indexers and the like. */
  workers: z.record(machineName, z.strictObject({ slot, location })),
  /** The private load balancer before the API. */
  loadBalancer: z.strictObject({ type: z.enum(["lb11", "lb21", "lb31"]), location }),
});

/** Sentries on dedicated machines, with room for the whole history. People order them in Robot, and put them on a vSwitch there. */
const dedicated = z.strictObject({
  /** The vSwitch that joins them: its number, and the VLAN that it has been given in Robot. */
  vSwitch: z.strictObject({ id: z.int().min(1), vlan: z.int().min(4000).max(4091) }),
  machines: z.record(
    machineName,
    z.strictObject({
      slot,
      /** The location of its data centre park: fsn1 for FSN1-DC14. */
      location,
      publicKey,
      /** Robot's number of the server. */
      serverNumber: z.int().min(1),
      /** The network interface that the vSwitch is reached by, as the installed system calls it. */
      networkInterface: z.string().regex(/^[a-z][a-z0-9]{1,14}$/, "expected an interface such as enp5s0"),
    }),
  ),
});

/** An environment's chain at Hetzner: who validates, who relays, what leads to AWS, and the Kubernetes cluster around it. */
export const chainsSchema = z.strictObject({
  chain,
  /** Who makes blocks: three divides their number, and a third of them stands in each location. */
  validators: z.record(
    machineName,
    z.strictObject({
      slot,
      location,
      publicKey,
      /** Whether it is of the first block's set. Whoever comes later is voted in, and says false. */
      genesis: z.boolean(),
    }),
  ),
  /** Who stands between the validators and everybody else. */
  sentries: z.record(machineName, z.strictObject({ slot, location, publicKey })),
  /** The disks that hold the chain, in GB. */
  volumes: z.strictObject({ validatorGb: volumeGb, sentryGb: volumeGb }),
  /** What the machines are, by role. */
  serverTypes: z.strictObject({
    gateway: serverTypes,
    validator: serverTypes,
    sentry: serverTypes,
    controlPlane: serverTypes,
    worker: serverTypes,
  }),
  /**
   * What Hetzner does not have at present, by location. It decides about machines to come; those that stand stay what they are.
   * @default nothing
   */
  outOfStock: z.partialRecord(location, z.array(z.string())).optional(),
  wireGuard,
  kubernetes,
  /** The platform team's SSH keys, by the names that they have in the Hetzner project. They work through the tunnel alone. */
  sshKeys: z.array(z.string().min(1)).min(1),
  /** @default none */
  dedicated: dedicated.optional(),
});

/** An environment's chain. */
export type ChainsData = Readonly<z.output<typeof chainsSchema>>;
