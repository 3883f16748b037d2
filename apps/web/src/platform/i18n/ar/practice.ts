import type { practice as english } from '../en/practice.ts';
import type { Translation } from '../message.ts';

/** Words of practice. */
export const practice: Translation<typeof english> = {
  banner: 'تدريب',
  bannerText: 'لا يُسجَّل أي شيء. لا تأخذ مالًا حقيقيًا.',
  end: 'إنهاء التدريب',
  begin: 'وضع التدريب',
  beginTitle: 'التدرّب على هذا الصندوق؟',
  beginText:
    'يعمل الصندوق كله كالمعتاد، بورديته وأرقامه الخاصة. لا يُسجَّل منه شيء ولا يُحسب ولا يُرسل، وكل ورقة تقول إنها ليست إيصالًا.',
  beginSafe:
    'تبقى السلال المفتوحة والوردية والمبيعات التي تنتظر الإرسال كما هي وتعود بعد ذلك. يُكتب اسمك والوقت في السجل.',
  beginDo: 'ابدأ التدريب',
  endTitle: 'إنهاء التدريب؟',
  endText: 'يُرمى كل ما أُدخل أثناء التدريب. يتابع الصندوق من حيث كان.',
  endDo: 'أنهِ وارمِ',
  failed: 'لم يبدأ التدريب: {detail} لم يتغيّر شيء.',
  refused: 'هذا تدريب',
  refusedText: 'لا يتغيّر شيء خارج الصندوق أثناء التدريب.',
  refusedAction: 'أنهِ التدريب أولًا ثم أعد المحاولة.',
  noMail: 'التدريب لا يرسل شيئًا: إيصال التدريب لا يذهب إلى أحد.',
};
