import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ConfigError } from '../config-error.ts';
import { runCommand, say } from '../console.ts';
import { startPrintBridge } from './print-bridge/bridge.ts';

const DEFAULT_PRINTER_PORT = 9100;

/**
 * `npm run print-bridge -- --printer 192.168.1.50 [--origin https://pos.example]`: lets the till in a browser on this computer
 * print on a printer of the shop's network. Runs until it is stopped. The token stays the same in PRINT_BRIDGE_TOKEN.
 */
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      printer: { type: 'string' },
      port: { type: 'string', default: '9188' },
      listen: { type: 'string', default: '127.0.0.1' },
      origin: { type: 'string', multiple: true, default: ['http://localhost:4000', 'https://localhost:4000'] },
    },
  });
  const token = process.env['PRINT_BRIDGE_TOKEN'] ?? randomBytes(24).toString('base64url');
  if (token.length < 20) throw new ConfigError('PRINT_BRIDGE_TOKEN has at least 20 signs.');
  const bridge = await startPrintBridge({
    port: portOf(values.port, '--port'),
    listen: values.listen,
    origins: values.origin.map((origin) => new URL(origin).origin),
    token,
    printer: printerOf(values.printer),
    say,
  });
  say(`The print bridge listens at ${bridge.url} for ${values.origin.join(', ')}.`);
  say(`Enter this token on the till, in Settings, Printers: ${token}`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await bridge.close();
});

function printerOf(text: string | undefined) {
  const [, host, port] = /^([A-Za-z0-9.-]+)(?::(\d+))?$/.exec(text ?? '') ?? [];
  if (host === undefined)
    throw new ConfigError('--printer is the address of the printer, such as 192.168.1.50 or 192.168.1.50:9100.');
  return { host, port: port === undefined ? DEFAULT_PRINTER_PORT : portOf(port, 'the port of --printer') };
}

function portOf(text: string, name: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new ConfigError(`${name} is from 1 to 65535.`);
  return port;
}
