/**
 * Pieces of Cloudflare's rules language: https://developers.cloudflare.com/ruleset-engine/rules-language/. Values are quoted
 * here, so that none can end its own string.
 */

/** Requests for one of these hosts, in whatever case: `http.host` is the header as the client wrote it. */
export function forHosts(hosts: readonly string[]): string {
  return `lower(http.host) in {${hosts.map(quoted).join(" ")}}`;
}

/** Requests from one of these networks: `203.0.113.0/24`. */
export function fromNetworks(networks: readonly string[]): string {
  return `ip.src in {${networks.join(" ")}}`;
}

/** Requests from one of these countries, as ISO 3166-1 alpha-2 has them. Tor's exits are a country of their own, `T1`. */
export function fromCountries(countries: readonly string[]): string {
  return `ip.src.country in {${countries.map(quoted).join(" ")}}`;
}

/** Requests for a path that starts with one of these, in whatever case. */
export function below(paths: readonly string[]): string {
  return anyOf(
    paths.map((path) => `starts_with(lower(http.request.uri.path), ${quoted(path.toLowerCase())})`),
  );
}

export function allOf(...conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(" and ");
}

export function anyOf(conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(" or ");
}

export function not(condition: string): string {
  return `not (${condition})`;
}

function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, (character) => `\\${character}`)}"`;
}
