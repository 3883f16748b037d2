import type { FastifyReply } from 'fastify';

/** Where browsers tell what the policy stopped. Older browsers know this form as well as new ones. */
export const REPORT_PATH = '/api/v1/csp-reports';

/** The names under which the application makes the two script addresses it needs: its service worker, and that for PINs. */
const TRUSTED_TYPES = 'mosaajii mosaajii-pin';

/** No inline script or style anywhere; `'wasm-unsafe-eval'` lets barcode decoders compile their WebAssembly. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  // The print bridge of this very computer (docs/adr/0030): a browser lets no page speak to a printer's port itself.
  "connect-src 'self' http://127.0.0.1:9188",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${TRUSTED_TYPES}`,
  `report-uri ${REPORT_PATH}`,
].join('; ');

/** What a till may use: the camera for codes, the ports for printers and drawers. Everything else is off. */
const PERMISSIONS = [
  'camera=(self)',
  'usb=(self)',
  'serial=(self)',
  'hid=(self)',
  'bluetooth=(self)',
  'publickey-credentials-get=(self)',
  'publickey-credentials-create=(self)',
  ...[
    'microphone',
    'geolocation',
    'payment',
    'display-capture',
    'midi',
    'accelerometer',
    'gyroscope',
    'magnetometer',
  ].map((feature) => `${feature}=()`),
].join(', ');

/** The headers of every answer, from the application and from a proxy in front of it: the one source of both. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': PERMISSIONS,
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/**
 * The page of the API's reference: its program sets styles by itself and knows no Trusted Types. It can neither send a form
 * nor be framed.
 */
export const REFERENCE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  `connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; report-uri ${REPORT_PATH}`;

/** Sets the headers that every answer carries; a route that already set one of them keeps its own. */
export function setSecurityHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
}

/** Two years and the subdomains, for a shop behind a proxy with a public certificate; never for localhost or a LAN. */
export const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains';

/** Whether browsers may be told to insist on TLS: never for a name of this machine, which other programs serve as well. */
export function isStrictHost(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  return !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(name) && !name.endsWith('.localhost');
}

/** The same headers for nginx, where it answers by itself. `always`: error pages carry them too. */
export function nginxHeaders(): string {
  const lines = Object.entries(SECURITY_HEADERS).map(([name, value]) => `add_header ${name} "${value}" always;`);
  return [
    '# Made by `npm run generate` from apps/server/src/platform/http/headers.ts; do not edit.',
    '# For what nginx answers by itself. Proxied answers carry the headers already: set `proxy_hide_header` for none of them,',
    '# and include this file only in locations without `proxy_pass`, or each header would come twice.',
    ...lines,
    '# Only where the certificate is public and every subdomain has one:',
    `# add_header strict-transport-security "${STRICT_TRANSPORT}" always;`,
    '',
  ].join('\n');
}
