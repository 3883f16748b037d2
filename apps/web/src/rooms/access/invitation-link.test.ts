import { describe, expect, it } from 'vitest';
import { readInvitationLink } from './invitation-link.ts';

const SHOP = '01900000-0000-7000-8000-0000000000a1';
const INVITATION = '01900000-0000-7000-8000-0000000000b2';
const LINK = `https://pos.test/join?shop=${SHOP}&invitation=${INVITATION}`;

describe('the link of an invitation', () => {
  it.each([LINK, ` ${LINK}\n`, `Join: ${LINK}`])('is read from %j', (text) => {
    expect(readInvitationLink(text)).toEqual({ shop: SHOP, invitation: INVITATION });
  });

  it.each([
    '',
    'A7K2M9',
    'https://pos.test/join',
    `https://pos.test/join?shop=${SHOP}`,
    `https://pos.test/other?shop=${SHOP}&invitation=${INVITATION}`,
    `https://pos.test/join?shop=${SHOP}&invitation=../admin`,
    `javascript:alert(1)//join?shop=${SHOP}&invitation=${INVITATION}`,
  ])('is not %j', (text) => expect(readInvitationLink(text)).toBeNull());
});
