"""The form of a person's preferences."""

from django import forms

from mingzheng.platform.notices.models import Preference


class PreferenceForm(forms.ModelForm):
    """By which ways a person wants to hear."""

    class Meta:
        model = Preference
        fields = ["digest_by_email", "urgent_by_email", "urgent_by_sms", "urgent_at_night"]
        help_texts = {
            "digest_by_email": "工作日一封，只写条数和链接。",
            "urgent_by_sms": "只写事由和条数；须登记手机号码。",
            "urgent_at_night": "不选则顺延到免打扰时段结束。",
        }
