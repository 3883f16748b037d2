import { currencyOf } from '@mosaajii/domain/money';
import type { AppFixture } from '../app-fixture.ts';
import { createIds } from '../platform/ids/index.ts';
import { createOrganization, hashPassword } from '../rooms/identity/index.ts';

/** Another shop of the installation, with an owner of its own. Returns its id. */
export async function foundSecondShop(fixture: AppFixture): Promise<string> {
  const shillings = currencyOf('KES');
  if (shillings === null) throw new Error('no shillings');
  const passwordHash = await hashPassword('seven green owls');
  return fixture.db.globalTx(async (tx) => {
    const { organizationId } = await createOrganization(
      { ids: createIds(), personal: fixture.personal } as Parameters<typeof createOrganization>[0],
      tx,
      {
        name: 'Soko',
        legalName: '',
        taxNumber: '',
        countryCode: 'KE',
        currency: shillings,
        locale: 'en-KE',
        timeZone: 'Africa/Nairobi',
        addressLines: [],
        pricesIncludeTax: true,
        cashRounding: null,
        denominations: { notesMinor: [], coinsMinor: [] },
        owner: { displayName: 'Baraka', email: 'baraka@example.com', passwordHash },
      },
    );
    return organizationId;
  });
}
