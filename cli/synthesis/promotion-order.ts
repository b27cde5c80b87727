import { readEnvironments } from "../../envs/environments";
import { EnvironmentError } from "../../envs/problem";

/**
 * The repository's environments in the order that changes reach them, which is the order that `envs/` lists them in. None
 * when their data does not hold: to say so is the app's part, and what lies in an output folder can still be read.
 */
export function promotionOrder(read = readEnvironments): readonly string[] {
  try {
    return read().map(({ name }) => name);
  } catch (error) {
    if (error instanceof EnvironmentError) return [];
    throw error;
  }
}
