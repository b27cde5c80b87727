import { App } from "./constructs/core/cdktf";
import { readEnvironments } from "./envs/environments";
import { EnvironmentError } from "./envs/problem";
import { Platform } from "./stacks/platform";

try {
  const app = new App({ stackTraces: false });
  for (const environment of readEnvironments()) new Platform(app, environment);
  app.synth();
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  // What is wrong is in the data; where the code noticed helps nobody.
  console.error(error.message);
  process.exitCode = 1;
}
