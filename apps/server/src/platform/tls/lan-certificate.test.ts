import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLanCertificate } from './index.ts';

const now = new Date();
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lan '));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function visit(
  certificate: { key: string; cert: string },
  authority: string,
  servername: string,
): Promise<number> {
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (_request, response) =>
    response.end('ok'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    return await new Promise((resolve, reject) => {
      const request = get(
        { host: '127.0.0.1', port: address.port, ca: authority, servername, agent: false },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on('error', reject);
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('a device that trusts the authority reaches the shop by its name, and by no other', async () => {
  const certificate = await openLanCertificate(directory, ['till.local', '192.168.1.20'], now);
  const authority = certificate.cert.slice(certificate.cert.lastIndexOf('-----BEGIN'));
  expect(await visit(certificate, authority, 'till.local')).toBe(200);
  await expect(visit(certificate, authority, 'bank.example')).rejects.toThrow(/does not match/);
});

test('the authority stays, so that a device trusts once; the certificate follows the names and the calendar', async () => {
  const first = await openLanCertificate(directory, ['192.168.1.20'], now);
  const again = await openLanCertificate(directory, ['192.168.1.20'], now);
  const moved = await openLanCertificate(directory, ['192.168.1.21'], now);
  const later = await openLanCertificate(directory, ['192.168.1.21'], new Date(now.getTime() + 350 * 86_400_000));
  expect(again).toEqual(first);
  expect(new Set([first.cert, moved.cert, later.cert]).size).toBe(3);
  expect(new Set([first, moved, later].map((certificate) => certificate.authorityFingerprint)).size).toBe(1);
  expect(first.authorityFingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('the keys are for our eyes only', async () => {
  await openLanCertificate(directory, ['localhost'], now);
  for (const name of ['lan-authority.key', 'lan-server.key'])
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
});
