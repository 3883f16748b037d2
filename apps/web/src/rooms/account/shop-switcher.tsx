import { ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { IconButton } from '../../platform/ui/index.ts';
import { ShopDialog } from './shop-choice.tsx';
import { useShops } from './use-shops.ts';

/** The way to another shop, for whoever belongs to several. */
export function ShopSwitcher() {
  const { data } = useShops();
  const [isOpen, setOpen] = useState(false);
  if (data === undefined || data.shops.length < 2) return null;
  return (
    <>
      <IconButton label={t('account.shopsSwitch')} onClick={() => setOpen(true)}>
        <ChevronsUpDown aria-hidden className="size-[18px]" strokeWidth={1.75} />
      </IconButton>
      {isOpen ? <ShopDialog choices={data} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
