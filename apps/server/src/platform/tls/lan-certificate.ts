// The certificate library builds on decorators' metadata, which this has to define before it is loaded.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

/** What an HTTPS server is given, and what a person installs on the other devices. */
export interface LanCertificate {
  readonly key: string;
  /** The server's certificate followed by the authority's. */
  readonly cert: string;
  /** File with the certificate of the authority, to be trusted once on each device. */
  readonly authorityFile: string;
  /** SHA-256 of the authority's certificate, to be compared on the device: pairs of hex digits with colons. */
  readonly authorityFingerprint: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Below the 825 days after which Apple's devices refuse a certificate of a private authority. */
const SERVER_DAYS = 397;
const RENEW_BEFORE_DAYS = 60;

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/**
 * Opens the TLS certificate for the network: browsers sell offline only in a secure context, and localhost is one only
 * on this machine. The authority is made once and kept in the secrets; the server's certificate is made anew when a name
 * is not in it or its end is near. `names` are DNS names and IP addresses.
 */
export async function openLanCertificate(
  secretsDirectory: string,
  names: readonly string[],
  now: Date,
): Promise<LanCertificate> {
  const file = (name: string) => join(secretsDirectory, name);
  const authority = await openAuthority(file('lan-authority.key'), file('lan-authority.pem'), now);
  const [keyFile, certFile] = [file('lan-server.key'), file('lan-server.pem')];
  if (!(await isUsable(keyFile, certFile, authority, names, now)))
    await issue(keyFile, certFile, authority, names, now);
  const fingerprint = Buffer.from(await authority.certificate.getThumbprint('SHA-256'))
    .toString('hex')
    .toUpperCase();
  return {
    key: readFileSync(keyFile, 'utf8'),
    cert: `${readFileSync(certFile, 'utf8')}\n${authority.certificate.toString('pem')}\n`,
    authorityFile: file('lan-authority.pem'),
    authorityFingerprint: fingerprint.replace(/..(?=.)/g, '$&:'),
  };
}

async function openAuthority(keyFile: string, certFile: string, now: Date): Promise<Authority> {
  if (!existsSync(keyFile) || !existsSync(certFile)) return makeAuthority(keyFile, certFile, now);
  const certificate = new x509.X509Certificate(readFileSync(certFile, 'utf8'));
  if (certificate.notAfter.getTime() - now.getTime() < SERVER_DAYS * DAY) return makeAuthority(keyFile, certFile, now);
  const privateKey = await importKey(readFileSync(keyFile, 'utf8'));
  return { certificate, keys: { privateKey, publicKey: await certificate.publicKey.export(ALGORITHM, ['verify']) } };
}

async function makeAuthority(keyFile: string, certFile: string, now: Date): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    // The serial number in the name keeps two shops apart in a device's list of authorities.
    name: `CN=Mosaajii local authority ${randomBytes(3).toString('hex')}`,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  writePrivate(keyFile, await exportKey(keys.privateKey));
  writePrivate(certFile, certificate.toString('pem'));
  return { certificate, keys };
}

async function issue(
  keyFile: string,
  certFile: string,
  authority: Authority,
  names: readonly string[],
  now: Date,
): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Mosaajii',
    issuer: authority.certificate.subject,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + SERVER_DAYS * DAY),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map(alternativeName)),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  writePrivate(keyFile, await exportKey(keys.privateKey));
  writePrivate(certFile, certificate.toString('pem'));
}

function alternativeName(name: string): x509.JsonGeneralName {
  return { type: isIP(name) === 0 ? 'dns' : 'ip', value: name };
}

async function isUsable(
  keyFile: string,
  certFile: string,
  authority: Authority,
  names: readonly string[],
  now: Date,
): Promise<boolean> {
  if (!existsSync(keyFile) || !existsSync(certFile)) return false;
  const certificate = new x509.X509Certificate(readFileSync(certFile, 'utf8'));
  if (certificate.notAfter.getTime() - now.getTime() < RENEW_BEFORE_DAYS * DAY) return false;
  const known =
    certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items.map((item) => item.value) ?? [];
  if (!names.every((name) => known.includes(name))) return false;
  return certificate.verify({ publicKey: authority.certificate, date: now });
}

/** RFC 5280, 4.1.2.2: positive, at most 20 bytes. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = x509.PemConverter.decode(pem)[0];
  if (der === undefined)
    throw new Error('The key of the local authority is damaged. Remove lan-authority.* from the secrets.');
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign']);
}

/** Whole or not at all, and for our eyes only. */
function writePrivate(path: string, content: string): void {
  writeFileSync(`${path}.new`, `${content}\n`, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
}
