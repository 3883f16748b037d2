const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where an invitation leads, as its link says it. */
export interface InvitationLink {
  readonly shop: string;
  readonly invitation: string;
}

/**
 * Reads the link of an invitation as it was pasted, with whatever stands around it. Null when it is none. Only its two ids are
 * used: where the link itself would lead makes no difference.
 */
export function readInvitationLink(text: string): InvitationLink | null {
  const address = /https?:\/\/\S+/.exec(text)?.[0];
  if (address === undefined || !URL.canParse(address)) return null;
  const { pathname, searchParams } = new URL(address);
  const [shop, invitation] = [searchParams.get('shop') ?? '', searchParams.get('invitation') ?? ''];
  return pathname === '/join' && UUID.test(shop) && UUID.test(invitation) ? { shop, invitation } : null;
}
