import type { confirm as english } from '../en/confirm.ts';
import type { Translation } from '../message.ts';

/** Words of the question that stands before something dangerous. */
export const confirm: Translation<typeof english> = {
  title: 'أكّد أنك أنت',
  text: 'هذا يحدد من يدخل أو ما يُسمح له، لذلك يُسأل مرة أخرى. يسري خمس دقائق.',
  password: 'كلمة المرور',
  code: 'رمز التطبيق',
  confirm: 'تأكيد',
  passkey: 'استخدم مفتاح مرور',
  useCode: 'استخدم رمز التطبيق',
  usePassword: 'استخدم كلمة المرور',
  missing: 'اكتب كلمة المرور.',
  codeMissing: 'اكتب الأرقام الستة التي يعرضها التطبيق.',
  wrong: 'كلمة المرور غير صحيحة.',
  wrongCode: 'هذا غير صحيح، أو استُخدم من قبل. انتظر الرمز التالي.',
  passkeyFailed: 'أُلغي أو استغرق وقتًا طويلًا. حاول مجددًا أو استخدم طريقة أخرى.',
};
