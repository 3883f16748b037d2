import type { Session } from '@mosaajii/contract/identity';
import { ok, refuse } from '@mosaajii/domain';
import { minor } from '@mosaajii/domain/money';
import { allowanceLeft, giftCardCode, giftCardHashInput, giftCardHint, giftCardIdOf } from '@mosaajii/domain/purse';
import { USUAL_TENDERS } from '@mosaajii/domain/sale';
import type { Device } from '../../platform/device/index.ts';
import { webCrypto } from '../../platform/journal/index.ts';
import { askAsRegister } from '../../platform/sync/index.ts';
import type { TillValue } from './ports.ts';

/** Gift cards and store credit: the server puts amounts aside; without it the register has an allowance for each day. */
export function purseValue(device: Device, session: Session): TillValue {
  const registration = () => device.enrolment.registration.get();
  /** What the lease grants, which the server signed; a lease of before says nothing, and the settings do. */
  const allowance = async () => {
    const current = registration();
    const { openLease, readLease } = await import('../../platform/lease/index.ts');
    const kept = current === null ? null : await readLease(device.session);
    const lease = current === null || kept === null ? null : await openLease(kept, current);
    return lease?.allowance ?? (session.store.tenders ?? USUAL_TENDERS).offline;
  };
  return {
    cardOf: async (text) => {
      const code = giftCardCode(text);
      const current = registration();
      if (code === null || current === null) return null;
      const hash = await webCrypto.sha256(giftCardHashInput(current.organizationId, code));
      return { cardId: giftCardIdOf(hash), hint: giftCardHint(code) };
    },
    balance: async (cardId) => {
      const current = registration();
      if (current === null) return refuse({ code: 'unreachable' });
      const answer = await askAsRegister(current, 'GET', `/gift-cards/${cardId}`);
      if (!answer.ok) return refuse({ code: answer.code });
      const { hint, balanceMinor, heldMinor, expiresOn } = answer.value as Record<string, unknown>;
      const spendable = Math.max(0, Number(balanceMinor) - Number(heldMinor));
      return ok({
        hint: String(hint),
        spendableMinor: minor(spendable),
        expiresOn: typeof expiresOn === 'string' ? expiresOn : null,
      });
    },
    authorise: async (kind, purseId, amountMinor) => {
      const current = registration();
      if (current === null) return refuse({ code: 'unreachable' });
      const authorisationId = device.newId();
      const body = { authorisationId, kind, purseId, amountMinor };
      const answer = await askAsRegister(current, 'POST', '/purses/authorisations', body);
      if (answer.ok) return ok(authorisationId);
      const { leftMinor } = answer.extra;
      return refuse({ code: answer.code, ...(typeof leftMinor === 'number' ? { leftMinor } : {}) });
    },
    release: (authorisationId) => {
      const current = registration();
      if (current !== null) void askAsRegister(current, 'DELETE', `/purses/authorisations/${authorisationId}`);
    },
    allowance,
    allowanceLeft: async (purseId, pending) => {
      const shift = await device.journal.currentShift();
      if (shift === null) return minor(0);
      const documents = await device.journal.listSales({ businessDate: shift.businessDate });
      const drawn = documents.flatMap((document) => (document.kind === 'sale' ? (document.draws ?? []) : []));
      return allowanceLeft(await allowance(), [...drawn, ...pending], purseId);
    },
  };
}
