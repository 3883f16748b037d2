import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ConfigError } from '../config-error.ts';
import { runCommand, say } from '../console.ts';
import { startGatewaySimulator } from './gateway-simulator/simulator.ts';

const DEFAULTS = { port: '4180', server: 'http://localhost:4000', name: 'simulator' } as const;

/**
 * `npm run gateway-simulator -- [--port 4180] [--server http://localhost:4000]`: a payment gateway on this machine that no money
 * goes through. Prints what the server has to be started with, and runs until it is stopped.
 */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, server: { type: 'string' }, name: { type: 'string' } },
  });
  const port = Number(values.port ?? DEFAULTS.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new ConfigError('--port is from 1 to 65535.');
  const server = values.server ?? DEFAULTS.server;
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
    throw new ConfigError('--server is the address of the installation, such as http://localhost:4000.');
  }
  const name = values.name ?? DEFAULTS.name;
  // What is there already stays: the server need not be started again after the simulator was.
  const key = process.env['PAYMENT_GATEWAY_KEY'] ?? randomBytes(24).toString('base64url');
  const secret = process.env['PAYMENT_GATEWAY_SECRET'] ?? `whsec_${randomBytes(32).toString('base64')}`;
  const simulator = await startGatewaySimulator({
    port,
    key,
    secret,
    deliver: async ({ body, headers }) => {
      const url = new URL(`/api/v1/gateway-events/${name}`, server);
      const response = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) });
      await response.body?.cancel();
      say(`${response.status} to a message about ${body}`);
      return response.status;
    },
  });
  say(`The simulator listens at ${simulator.origin}. Start the server with:`);
  say(`PAYMENT_GATEWAY_NAME=${name} PAYMENT_GATEWAY_URL=${simulator.origin} \\`);
  say(`PAYMENT_GATEWAY_KEY=${key} PAYMENT_GATEWAY_SECRET=${secret} npm start`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await simulator.close();
});
