import { createHash } from "node:crypto";
import { qbftExtraData } from "./extra-data";
import { accountAddress } from "./node-key";

/** What Besu knows a Byzantine fault tolerant chain by: it says "ctical byzantine fault tolerance". */
const MIX_HASH = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

const ZERO_ADDRESS = `0x${"0".repeat(40)}`;
const ZERO_HASH = `0x${"0".repeat(64)}`;

/** How many blocks pass before votes on validators that came to nothing are forgotten; Besu's own figure. */
const EPOCH_BLOCKS = 30_000;

/** Besu's advice: a round may take twice as long as a block before its proposer is taken for lost. */
const TIMEOUT_BLOCKS = 2;

/** What a chain is, for good: none of it can change once its first block is made. */
export interface ChainParameters {
  /** What transactions are signed for, so that none is replayed on another chain: EIP-155. */
  readonly chainId: number;
  /** The time between blocks, in seconds. */
  readonly blockPeriodSeconds: number;
  /** The most that the transactions of a block may compute, in gas. */
  readonly gasLimit: number;
  /** The public keys of the first validators. Later ones are voted in. */
  readonly founders: readonly string[];
}

/** The first block of a chain. */
export interface Genesis {
  /** The genesis file that every node must have, byte for byte. */
  readonly json: string;
  /** Its SHA-256, in hexadecimal. */
  readonly digest: string;
}

/**
 * The genesis of a QBFT chain on which gas is free.
 *
 * - Validators are managed in block headers: the present ones vote (`qbft_proposeValidatorVote`). A contract would put the validator
 *   set under code whose mistake no later block can repair.
 * - The rules are Shanghai's from the first block, which Solidity's compilers have needed since 0.8.20 and Besu's integration tests of QBFT
 *   run with (`genesis_validator_contract_shanghai.json`). Cancun would add blobs, which nobody here has. A later fork is a key with a
 *   time in the future, which all nodes are given before.
 * - `zeroBaseFee` keeps the base fee of London at zero, so that nobody needs coins and the chain begins with none: whoever could be
 *   given some in this file would have to have a key already.
 *
 * Founders stand in ascending order of their addresses, whatever the order of the data.
 * https://besu.hyperledger.org/private-networks/how-to/configure/consensus/qbft
 *
 * @throws if a number is not one that Besu takes, or a founder is malformed or appears twice.
 */
export function qbftGenesis({ chainId, blockPeriodSeconds, gasLimit, founders }: ChainParameters): Genesis {
  const genesis = {
    config: {
      chainId: positive("chainId", chainId),
      berlinBlock: 0,
      londonBlock: 0,
      shanghaiTime: 0,
      zeroBaseFee: true,
      qbft: {
        blockperiodseconds: positive("blockPeriodSeconds", blockPeriodSeconds),
        epochlength: EPOCH_BLOCKS,
        requesttimeoutseconds: TIMEOUT_BLOCKS * blockPeriodSeconds,
      },
    },
    nonce: "0x0",
    timestamp: "0x0",
    extraData: qbftExtraData(founders.map(accountAddress).sort()),
    gasLimit: `0x${positive("gasLimit", gasLimit).toString(16)}`,
    difficulty: "0x1",
    baseFeePerGas: "0x0",
    mixHash: MIX_HASH,
    coinbase: ZERO_ADDRESS,
    alloc: {},
    number: "0x0",
    gasUsed: "0x0",
    parentHash: ZERO_HASH,
  };
  const json = `${JSON.stringify(genesis, undefined, 2)}\n`;
  return { json, digest: createHash("sha256").update(json).digest("hex") };
}

function positive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`expected the chain's ${name} as a whole number from 1 on, got ${value}`);
}
