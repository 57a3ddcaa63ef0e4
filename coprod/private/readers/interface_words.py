"""What Google Forms and Microsoft Forms call their own columns where their interface speaks another language.

The English words were checked against real files; the others rest on the tools' interfaces as documented, and a column
that bears another word is asked about like any other.
"""

GOOGLE_TIME = frozenset(["timestamp", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche",
                         "tijdstempel", "sygnatura czasowa", "carimbo de data/hora", "stamp amser", "طابع زمني",
                         "时间戳记", "時間戳記", "タイムスタンプ"])
GOOGLE_OWN = GOOGLE_TIME | {
    "email address", "username", "score", "e-mail-adresse", "nutzername", "punktzahl", "adresse e-mail",
    "nom d'utilisateur", "note", "dirección de correo electrónico", "nombre de usuario", "puntuación",
    "indirizzo email", "nome utente", "punteggio", "e-mailadres", "gebruikersnaam", "adres e-mail",
    "nazwa użytkownika", "wynik", "endereço de e-mail", "nome de usuário", "nome de utilizador", "pontuação",
    "cyfeiriad e-bost", "enw defnyddiwr", "sgôr", "عنوان البريد الإلكتروني", "اسم المستخدم", "النتيجة", "电子邮件地址",
    "用户名", "得分", "分数", "電子郵件地址", "メールアドレス", "ユーザー名", "スコア"}
MICROSOFT_START = frozenset(["start time", "startzeit", "heure de début", "hora de inicio", "ora di inizio",
                             "begintijd",
                             "starttijd", "godzina rozpoczęcia", "hora de início", "amser dechrau", "وقت البدء",
                             "开始时间", "開始時間", "開始時刻"])
MICROSOFT_END = frozenset(["completion time", "fertigstellungszeit", "heure de fin", "hora de finalización",
                           "ora di completamento", "tijd van voltooien", "voltooiingstijd", "godzina ukończenia",
                           "hora de conclusão", "amser cwblhau", "وقت الإكمال", "完成时间", "完成時間", "完了時刻"])
MICROSOFT_ID = frozenset(["id", "identifiant", "معرف", "编号", "識別碼"])
MICROSOFT_OWN = MICROSOFT_ID | MICROSOFT_START | MICROSOFT_END | {
    "email", "name", "last modified time", "language", "total points", "quiz feedback", "grade posted time", "e-mail",
    "letzte änderung", "uhrzeit der letzten änderung", "sprache", "gesamtpunktzahl", "quizfeedback",
    "adresse de messagerie", "nom", "heure de la dernière modification", "langue", "total des points",
    "correo electrónico", "nombre", "hora de la última modificación", "idioma", "total de puntos",
    "posta elettronica", "nome", "ora ultima modifica", "lingua", "totale punti", "naam",
    "tijd van laatste wijziging", "taal", "totaal aantal punten", "adres e-mail", "nazwa", "imię i nazwisko",
    "godzina ostatniej modyfikacji", "język", "suma punktów", "hora da última modificação", "total de pontos",
    "e-bost", "enw", "amser addasu diwethaf", "iaith", "البريد الإلكتروني", "الاسم", "اللغة", "وقت آخر تعديل",
    "电子邮件", "名称", "姓名", "上次修改时间", "语言", "総得点", "メール", "電子メール", "名前", "最終変更時刻",
    "言語", "電子郵件",
    "名稱", "上次修改時間", "語言"}
