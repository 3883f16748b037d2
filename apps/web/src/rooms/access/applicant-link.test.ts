import { beforeEach, describe, expect, it } from 'vitest';
import { applicantLink } from './applicant-link.ts';

const TOKEN = 'Zk3vQm8xT1sBnR7wYc5dLh2pAb9_-xyz';
const OTHER = 'qQ1wW2eE3rR4tT5yY6uU7iI8oO9pP0aA';

describe('the link of an applicant', () => {
  beforeEach(() => sessionStorage.clear());

  it('is taken from the address, and is still there when one comes back without it', () => {
    expect(applicantLink(`#${TOKEN}`, sessionStorage)).toBe(TOKEN);
    expect(applicantLink('', sessionStorage)).toBe(TOKEN);
  });

  it('of another mail takes the place of the one before', () => {
    applicantLink(`#${TOKEN}`, sessionStorage);
    expect(applicantLink(`#${OTHER}`, sessionStorage)).toBe(OTHER);
    expect(applicantLink('', sessionStorage)).toBe(OTHER);
  });

  it.each(['', '#', '#short', '#<script>alert(1)</script>aaaaaaaa', `#${'a'.repeat(101)}`])('is not %j', (hash) => {
    expect(applicantLink(hash, sessionStorage)).toBeNull();
    expect(sessionStorage.length).toBe(0);
  });
});
