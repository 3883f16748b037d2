import type { SaleOrigin } from '@mosaajii/domain/operation';
import { useObservable } from '../../../platform/device/observable.ts';
import { held as words } from '../../../platform/i18n/en/held.ts';
import { addMessages, t } from '../../../platform/i18n/index.ts';
import { Field, Select } from '../../../platform/ui/index.ts';
import type { Cart } from '../cart.ts';
import { useCart, useTill } from '../till-context.tsx';

addMessages('held', words);

/** Who sold it, where that is not whoever is at the till. Nothing stands there in a shop of one. */
export function SalespersonField() {
  const { carts, ports } = useTill();
  const people = useObservable(ports.held.people);
  const { origin } = useCart();
  if (people.length < 2) return null;
  return (
    <Field label={t('held.soldBy')}>
      <Select
        value={origin?.salespersonId ?? ports.person.userId}
        onChange={(event) => carts.adjust((cart) => soldBy(cart, event.target.value, ports.person.userId))}
      >
        {people.map(({ userId, displayName }) => (
          <option key={userId} value={userId}>
            {displayName}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The cart as somebody's sale; the cashier's own needs no word. */
export function soldBy(cart: Cart, userId: string, cashierId: string): Cart {
  const { origin: before, ...rest } = cart;
  const { salespersonId: _before, ...kept } = before ?? {};
  const origin: SaleOrigin = userId === cashierId ? kept : { ...kept, salespersonId: userId };
  return Object.keys(origin).length === 0 ? rest : { ...rest, origin };
}
