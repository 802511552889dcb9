"""Words that say nothing about a topic: function words of a language, and the small talk of ML texts."""

from __future__ import annotations

from functools import cache

from kb.text.words import fold, stem

_MEANINGFUL = frozenset(
    """
    art best-of-n book business computer end end-to-end energy face fact group home homepage human
    information language long low open page patients power right self side sound state system test text
    video war water web world вода война время город день деньги друг жизнь земля игра история книга
    лицо люди мир наука право ребенок рука система слово смысл человек
    """.split()
)
"""Words that general stop lists hold and that are names in this field: state space, test time, face."""

_NEVER_AT_EDGE = frozenset(
    """
    exhibit examine vary comprise distinct bridge fail define argue characterize create selection claim finite
    covering span expert simulation formulation self-evolving talking
    ability ablation abs abstract accurate achieve across additional address advanced aim al allow also
    although analyze appendix apply approach april article arxiv aspect august author available avoid
    base baseline better beyond blog bring broad build built capable capture challenge channel code
    codebase com combine common comparable competitive complete complex comprehensive conduct consider
    consistent construct contribute crucial current december deep deeper deliver demonstrate dependent
    design despite develop different difficult discover discuss diverse due easily easy effective
    efficacy efficient effort eg employ enable encourage end-to-end enhance enough ensure entire eq
    equation especially essential establish et etc evaluate excellent existing experiment experimental
    explicit exploit explore extend extensive facilitate february field fig figure finally find
    fine-grained focus framework full fully fundamental furthermore gap generally github given greatly
    guide handle help high high-quality higher highlight however html http https idea identify ie impact
    implement implications important improve in-depth include increase inherent initial insight inspired
    instance integrate introduce introduction investigate issue january july june key lack large-scale
    largely latest lead leverage like limit link literature little main maintain major makes manner many
    march meaningful method methodology mitigate multi- multiple necessary need new newsletter non
    notable novel november numerous observe obtain october offer often open-source org original
    outperform overall overcome overview page paper paradigm particular pdf perform pipeline poor
    popular posed possible post potential powerful practical preprint presented preserve prevent
    previous prior problems produce project promising propose prove provide publicly purpose quality
    range rapid reach real real-world recent reduce rely remain remarkable report represent require
    research respectively result reveal review rich robust role scheme second section see seek september
    serve several showcase showed shown significant simple simply simultaneously solution solve sota
    source specific standard state-of-the-art still straightforward strategy strength strong struggle
    studied suboptimal subscribe substantial success suffer suggest superior supplementary support
    surpass systematic table tackle tend thereby therefore thorough thus today total toward traditional
    typical unable underexplored understand unified unique unlike usage use utilize valuable variety
    various versatile via view vital website wide www yesterday yet yield август автор апрель базовый
    благодаря более большой важный вариант введение ввод версия весь вид включая вместо внимательно
    возможность вообще вопрос время вывод данный декабрь делать достаточно достигать другой ещё задача
    зачем идея из-за имеет иметь интересный использование использовать использует используя исследование
    исследователи итог июль июнь каждый какой канал качество ключевой код конечно который кстати лучше
    май март метод много можно мой наиболее нам например недавно необходимо несколько новый ноябрь нужно
    обзор обычно однако октябрь описание основа основан основной особенно ответ очень пара первый
    подписаться подробнее позволяет пока показать показывает получить помочь помощь пост почему поэтому
    предлагает предложить представлять при пример причем проблема прост процесс путем работа работать
    раздел различный разный результат решать решение рис рисунок роль сделать сегодня сейчас сентябрь
    следующий смочь современный создание создать способ способность ссылка статья существующий таблица
    такой теперь тоже только точка требует узнать улучшение уровень условие февраль хорошо часть число
    читать эксперимент этап эффективность являться январь
    best biggest bigger cheap cheaper closer fast faster fastest fewer greater harder larger longer lower
    newer shorter simpler slower smaller smarter stronger week month quarter year day hour minute morning
    evening быстро быстрее быстрый больше меньше лучше хуже дешевле дороже проще сложнее раньше позже
    неделя месяц квартал год день час минута утро вечер полугодие секунда пятница понедельник
    """.split()
)
"""Small talk of papers and posts: no term begins or ends with one of these."""

_NEVER_ALONE = frozenset(
    """
    accuracy ai algorithm analysis application architecture assessment benchmark capability class
    component computation content context cost data dataset deep-learning dimension distribution domain
    downstream dynamic effect end environment error estimation evaluation example fact feature function
    generate global goal gpt group human image inference information input instruction knowledge
    language layer learn level llm llms local long low machine measure mechanism metric ml modality
    model module multimodal network neural nlp object open optimization output parameter pattern
    practice pre-trained predict pretrained process prompt quality question random representation
    response right sample scale scenario scene score self semantic set signal single size space spatial
    state step structure system target task technique technology test text textual time token train
    transformer type understanding user value vision visual world алгоритм анализ архитектура вектор вес
    время вычисления генерация данные датасет день значение изображение ии информация история контекст
    люди машинный метрика механизм мир модель набор нейронный нейросеть обучение объект оптимизация
    оценка ошибка параметр подход пользователь последовательность предсказание признак
    производительность пространство размер сеть система слово слой смысл структура текст технология тип
    токен точность трансформер тренировка уровень функция человек шаг язык языковой
    """.split()
)
"""Everyday words of the field: part of a name ("diffusion models"), but no name by themselves."""

_PHRASES_NEVER_ALONE = tuple(
    """
    2D, 3D, 4D, AI, CT, China, Chinese, English, ML, NLP, RL, answer, artificial intelligence,
    attack, behavior, best practice, bound, classification, clinical, cloud, collaboration,
    communication, computational cost, condition, confidence, control, corpus, correctness,
    covering, data driven, decision making, deep learning, deep neural network, detection, disease,
    document, end to end, engineering, entity, execution, explanation, external, extraction, fact
    checking, failure, feedback, few shot, fine tuning, foundation model, fusion, ground truth,
    head, health, human evaluation, input image, intelligence, interaction, label, language model,
    large language model, linear, loss, machine learning, map, motion, natural language, natural
    language processing, neural network, node, noise, overhead, pair, parallel, perception,
    planning, position, pre-trained model, preference, query, real time, reconstruction, reference,
    region, reliability, risk, science, segment, social, source code, state of the art, sum,
    surface, synthesis, teacher, term, test set, tool, training data, web, zero shot, ИИ, большая
    языковая модель, вычислительные затраты, глубокое обучение, искусственный интеллект, машинное
    обучение, нейронная сеть, нейронных сетей, обучающие данные, связь, эксперт, языковая модель
    """.split(",")
)
"""Further words, and phrases, that texts of the whole field hold."""

NOUNS = frozenset(
    """
    adversarial agent agents alignment anomaly approval archive argument arithmetic arrival assembly
    assessment assistant bed boundary cable clinic comment component content critic crystal deployment
    derivative dictionary document embed environment epidemic event fabric family fed feed fourier
    gradient gradients graphic grid heuristic id improvement itinerary journal library logic material
    measurement mechanic med metal mosaic multi-agent music narrative need objective patient perceptive
    plant primitive proposal quadruped removal restaurant retrieval reversal seed segment sentiment
    signal signals speed statement summary supply survival table topic traffic transparent variable
    video-language vision-language vocabulary wed волокно дно звено зерно но окно полотно пятно
    """.split()
)
"""Nouns that end like an adjective or a verb."""

MIDDLE_WORDS = frozenset("of in to by с на по без в для к от".split())
"""Function words a term may hold inside: chain of thought, обучение с подкреплением."""


@cache
def edge_stems(languages: frozenset[str]) -> frozenset[str]:
    """Stems that no term of these languages (ISO 639-1; English and Russian always) begins or ends with."""
    import stopwordsiso

    general = {
        fold(word)
        for language in languages | {"en", "ru"}
        if stopwordsiso.has_lang(language)
        for word in stopwordsiso.stopwords(language)
    }
    kept = {stem(fold(word)) for word in _MEANINGFUL}
    return frozenset({stem(word) for word in general} - kept | {stem(fold(word)) for word in _NEVER_AT_EDGE})


@cache
def lone_stems() -> frozenset[str]:
    """Stemmed terms that are part of many names and no name by themselves."""
    return frozenset(
        " ".join(stem(part) for part in fold(term).replace("-", " ").split())
        for term in (*_NEVER_ALONE, *_PHRASES_NEVER_ALONE)
    )
