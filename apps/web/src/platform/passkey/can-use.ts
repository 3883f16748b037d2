/** Whether this browser can have passkeys here: it needs the interface, and a page that has a name and is not tapped. */
export function canUsePasskeys(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(window.location.hostname);
}
