import { Tag } from 'lucide-react';
import { useState } from 'react';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Link } from '../../platform/router/index.ts';
import { EmptyState, PageHeader, plainLinkLook, Tabs } from '../../platform/ui/index.ts';
import { CouponsTab } from './coupons-tab.tsx';
import { ListsTab } from './lists-tab.tsx';
import { PromotionsTab } from './promotions-tab.tsx';
import { TryOutTab } from './try-out-tab.tsx';

type Part = 'promotions' | 'lists' | 'coupons' | 'try-out';

/** What customers pay besides the catalogue's price, for who may see it. */
export function PricingScreen() {
  const { session } = useDevice();
  const isAllowed = useObservable(session.state).status === 'signed-in' && session.can('pricing.read');
  const [part, setPart] = useState<Part>('promotions');
  if (!isAllowed) {
    return (
      <>
        <PageHeader title={t('pricing.title')} />
        <EmptyState icon={Tag} title={t('pricing.notAllowed')}>
          {t('pricing.notAllowedText')}
        </EmptyState>
      </>
    );
  }
  const items = [
    { value: 'promotions', label: t('pricing.promotions') },
    { value: 'lists', label: t('pricing.lists') },
    { value: 'coupons', label: t('pricing.coupons') },
    ...(session.can('pricing.write') ? ([{ value: 'try-out', label: t('pricing.tryOut') }] as const) : []),
  ] as const;
  return (
    <>
      <PageHeader
        title={t('pricing.title')}
        meta={t('pricing.meta')}
        actions={
          session.can('orders.read') ? (
            <Link to="/orders/missed" className={plainLinkLook}>
              {t('pricing.missed')}
            </Link>
          ) : null
        }
      />
      <Tabs<Part> label={t('pricing.parts')} value={part} items={items} onChange={setPart}>
        <div className="flex flex-col gap-4 pt-4">
          {part === 'promotions' ? <PromotionsTab /> : null}
          {part === 'lists' ? <ListsTab /> : null}
          {part === 'coupons' ? <CouponsTab /> : null}
          {part === 'try-out' ? <TryOutTab /> : null}
        </div>
      </Tabs>
    </>
  );
}
