import { hostname, networkInterfaces } from 'node:os';

/** The IPv4 addresses other devices of the network can reach this machine at. */
export function lanAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter((address) => address.family === 'IPv4' && !address.internal).map((address) => address.address);
}

/** The names other devices may use: the host's own and the one multicast DNS gives it; none that is no DNS name. */
export function lanNames(): readonly string[] {
  const name = hostname().toLowerCase();
  const candidates = name.includes('.') ? [name] : [name, `${name}.local`];
  return candidates.filter(
    (candidate) => candidate !== 'localhost' && /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(candidate),
  );
}
