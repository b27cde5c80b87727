import { dev } from "./dev";
import type { Environment } from "./environment";
import { prod } from "./prod";
import { staging } from "./staging";
import { validateEnvironments } from "./validate";

/**
 * Every environment, checked.
 *
 * @throws EnvironmentError when the data of one of them does not hold.
 */
export function readEnvironments(): readonly Environment[] {
  return validateEnvironments({ "envs/dev.ts": dev, "envs/staging.ts": staging, "envs/prod.ts": prod });
}
