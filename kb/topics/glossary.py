"""Terms of machine learning in English and Russian: what is one idea in many spellings, and what to call it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kb.topics.stopwords import lone_stems
from kb.topics.words import Stems, stems_of

_TERMS = """
# computer vision | компьютерное зрение
3D reconstruction | 3D-реконструкция | 3D scene reconstruction, neural radiance field, NeRF, view synthesis
depth estimation | оценка глубины | monocular depth
face recognition | распознавание лиц
Gaussian splatting | гауссов сплаттинг | 3D Gaussian splatting, 3DGS
human motion | движения человека | motion generation, pose estimation, human pose
hyperspectral imaging | гиперспектральные снимки | hyperspectral
image classification | классификация изображений
image registration | совмещение изображений
image restoration | восстановление изображений | super-resolution, image denoising, deblurring, low-light enhancement
image segmentation | сегментация изображений | semantic segmentation, instance segmentation, Segment Anything, SAM, сегментация
object detection | обнаружение объектов | YOLO, open-vocabulary detection
object tracking | отслеживание объектов | multi-object tracking, visual tracking
person re-identification | реидентификация
point clouds | облака точек | point cloud, LiDAR, облако точек
remote sensing | дистанционное зондирование | satellite image, earth observation, aerial image
video understanding | понимание видео | video question answering, video LLM, long video, action recognition, video-language model
vision transformers | визуальные трансформеры | ViT, vision transformer
autonomous driving | беспилотное вождение | self-driving, автономное вождение, беспилотный автомобиль
anomaly detection | поиск аномалий | outlier detection, обнаружение аномалий
# image and video generation | генерация изображений и видео
diffusion models | диффузионные модели | diffusion model, latent diffusion, denoising diffusion, score-based generative, диффузионная модель
image editing | редактирование изображений
image generation | генерация изображений | text-to-image, image synthesis
video generation | генерация видео | text-to-video, video diffusion, video diffusion model, video synthesis
deepfake detection | обнаружение дипфейков | deepfake, дипфейк
# multimodal models | мультимодальные модели
multimodal LLMs | мультимодальные LLM | multimodal LLM, MLLM, multimodal large language model, large multimodal model, мультимодальная модель
vision-language models | зрительно-языковые модели | VLM, vision-language model, LVLM, large vision-language model, CLIP
visual question answering | вопросы к изображениям | VQA
document understanding | понимание документов | document parsing, document AI, document question answering, table extraction
OCR | OCR | optical character recognition, text recognition, handwritten text, handwriting recognition, распознавание текста
# efficient models | эффективные модели
KV cache | KV-кэш | KV-cache, key-value cache, KV кэш
quantization | квантование | quantized, post-training quantization, weight quantization, quantisation, quantize, LLM quantization, квантизация
speculative decoding | спекулятивное декодирование | speculative sampling, draft model
model compression | сжатие моделей | model pruning, pruning, weight pruning, LLM compression, прунинг
knowledge distillation | дистилляция знаний | distillation, дистилляция
mixture of experts | смесь экспертов | MoE, mixture-of-experts
efficient attention | эффективное внимание | linear attention, sparse attention, FlashAttention, gated attention, линейное внимание, разреженное внимание
state-space models | модели пространства состояний | Mamba, SSM, state space model, RWKV, recurrent neural network, RNN
long context | длинный контекст | long-context, context window, context length, длинного контекста
inference serving | обслуживание моделей | LLM serving, vLLM, serving system, inference engine
GPU kernels | ядра GPU | CUDA kernel, GPU kernel, Triton kernel
distributed training | распределённое обучение | data parallelism, pipeline parallelism, sequence parallelism, model parallelism
adapters and LoRA | LoRA и адаптеры | LoRA, low-rank adaptation, parameter-efficient fine-tuning, PEFT, адаптер
small language models | малые языковые модели | small language model, SLM
diffusion language models | диффузионные языковые модели | diffusion language model, diffusion LLM, masked diffusion language model, dLLM
tokenization | токенизация | tokenizer, byte-pair encoding, BPE, токенизатор
# reasoning and reinforcement learning | рассуждения и обучение с подкреплением
reasoning models | рассуждающие модели | reasoning model, large reasoning model, LRM, long reasoning, LLM reasoning, рассуждение
chain of thought | цепочка рассуждений | CoT, chain-of-thought, цепочки рассуждений
mathematical reasoning | математические рассуждения | math reasoning, mathematical problem, math problem
automated theorem proving | доказательство теорем | theorem proving, formal proof
reinforcement learning | обучение с подкреплением | RL, deep reinforcement learning, policy gradient, offline RL, PPO
RL for reasoning | RL для рассуждений | GRPO, RLVR, verifiable reward, reasoning RL, R1-style, reinforcement fine-tuning, reinforcement finetuning, RLVR training
test-time scaling | масштабирование на выводе | test-time compute, inference-time scaling, test-time scaling
preference alignment | обучение на предпочтениях | RLHF, DPO, preference optimization, preference alignment, reward model, reward modeling
# agents and code | агенты и код
LLM agents | агенты на LLM | LLM agent, language agent, AI agent, agentic, agentic AI, agent, autonomous agent, агент, ИИ агент
coding agents | агенты для кода | coding agent, SWE-bench, software engineering agent, agentic coding, vibe coding
GUI agents | агенты для интерфейсов | GUI agent, web agent, computer use, mobile agent
multi-agent systems | мультиагентные системы | multi-agent, multi-agent system, multi-agent collaboration
memory of agents | память агентов | agent memory, long-term memory, память агента
function calling | вызов функций | tool use, tool calling, tool selection, вызов инструментов, вызов инструмента
planning | планирование | task planning
code generation | генерация кода | code LLM, program synthesis, code completion
text-to-SQL | Text-to-SQL | text2SQL, NL2SQL, SQL generation, SQL
structured output | структурированный вывод | constrained decoding, structured decoding, JSON schema
# safety and trust | безопасность и доверие
jailbreaks | обход защиты | jailbreak, jailbreaking, red teaming, джейлбрейк
prompt injection | промпт-инъекции | prompt injection attack
LLM safety | безопасность LLM | AI safety, safety alignment, harmful content, guardrail, безопасность ИИ
adversarial attacks | состязательные атаки | adversarial attack, adversarial robustness, adversarial example
privacy | приватность | differential privacy, membership inference, data privacy, приватность данных
watermarks | водяные знаки | watermark, watermarking, водяной знак
unlearning | разучивание | machine unlearning, LLM unlearning
bias and fairness | смещения и справедливость | bias, debiasing, social bias, gender bias, fairness, справедливость
hallucinations | галлюцинации | hallucination, hallucinate, галлюцинация
fact checking | проверка фактов | fact verification, misinformation, fake news, disinformation
explainability | интерпретируемость | explainable AI, XAI, feature attribution, saliency map, объяснимость
mechanistic interpretability | механистическая интерпретируемость | sparse autoencoder, interpretability, circuit discovery, steering vector
uncertainty and calibration | неопределённость и калибровка | uncertainty quantification, uncertainty estimation, confidence calibration, calibration, conformal prediction, калибровка
knowledge editing | правка знаний | model editing
# language processing | обработка языка
multilingual models | многоязычные модели | multilingual, cross-lingual, low-resource language, многоязычный
machine translation | машинный перевод | neural machine translation, MT
text classification | классификация текстов | topic modeling
text summarization | реферирование | summarization, abstractive summarization, суммаризация
sentiment analysis | анализ тональности | emotion recognition, sentiment classification, тональность
information extraction | извлечение информации | named entity recognition, relation extraction, NER
question answering | ответы на вопросы | QA, multi-hop question answering, open-domain question answering
conversational assistants | диалоговые системы | dialogue system, chatbot, conversational agent, чат-бот
personalization | персонализация | personalized
embeddings | эмбеддинги | text embedding, embedding model, sentence embedding, эмбеддинг
LLM evaluation | оценка LLM | LLM benchmark, evaluation benchmark, benchmark contamination
LLM as a judge | LLM как судья | LLM-as-a-judge, LLM judge, автоматическая оценка
instruction tuning | обучение на инструкциях | instruction following, supervised fine-tuning, SFT
in-context learning | обучение в контексте | few-shot prompting, ICL
prompt engineering | промпт-инжиниринг | prompt optimization, prompt design, промптинг
# search and knowledge | поиск и знания
retrieval-augmented generation | RAG | RAG, RAG system, retrieval-augmented, GraphRAG, agentic RAG, раг
search and retrieval | поиск | dense retrieval, information retrieval, document retrieval, passage retrieval, retriever, search engine
reranking | переранжирование | reranker, re-ranking, реранкер
knowledge graphs | графы знаний | knowledge graph, граф знаний
recommender systems | рекомендательные системы | recommendation, recommender, sequential recommendation, рекомендация
scientific discovery | ИИ в науке | AI scientist, scientific literature, scientific research, peer review
# speech and audio | речь и звук
speech models | речевые модели | speech, speech LLM, spoken language model, speech understanding, audio language model, speech language model, речь
speech recognition | распознавание речи | ASR, automatic speech recognition
speech synthesis | синтез речи | text-to-speech, TTS, voice cloning
voice assistants | голосовые ассистенты | voice agent
audio generation | генерация звука | music generation, audio synthesis
# medicine | медицина
chest X-ray | рентген грудной клетки | chest radiograph, CXR
medical image segmentation | сегментация медицинских снимков | tumor segmentation, lesion segmentation, organ segmentation
medical imaging | медицинские снимки | medical image, medical image analysis, radiology, radiologist, MRI, CT scan, лучевая диагностика, рентгенолог
medical LLMs | LLM в медицине | medical LLM, clinical LLM, clinical decision, electronic health record, EHR, medical question answering
pathology images | гистология | histopathology, pathology, whole slide image, computational pathology
radiology reports | рентгенологические заключения | radiology report, report generation, medical report
# robotics and world models | робототехника и модели мира
robotics | робототехника | robot, robot manipulation, robot learning, robotic manipulation, humanoid, робот, манипулятор
vision-language-action models | модели действий | VLA, vision-language-action model, VLA model
world models | модели мира | world model, модель мира
# learning methods | методы обучения
graph neural networks | графовые нейросети | GNN, graph neural network, graph learning, graph transformer, graph convolutional network, графовая нейросеть, графовая нейронная сеть
time series | временные ряды | time-series, time series forecasting, временной ряд
tabular data | табличные данные | tabular, tabular learning
active learning | активное обучение
Bayesian inference | байесовский вывод | variational inference, Gaussian process
causal inference | причинный вывод | causal discovery, causality, treatment effect
class imbalance | дисбаланс классов | long-tailed
continual learning | непрерывное обучение | catastrophic forgetting, lifelong learning, incremental learning
contrastive learning | контрастивное обучение
data augmentation | аугментация данных | аугментация
data-centric training | данные для обучения | data selection, data curation, data mixture, data quality
domain adaptation | адаптация к домену | domain generalization, domain shift
federated learning | федеративное обучение
model merging | слияние моделей | model merge, task arithmetic
optimizers | оптимизаторы | optimizer, Adam, AdamW, Muon, stochastic gradient descent, SGD, оптимизатор
scaling laws | законы масштабирования | scaling law
self-supervised learning | самообучение | self-supervised, masked autoencoder
semi-supervised learning | полуконтролируемое обучение | semi-supervised, weakly supervised, pseudo-label
spiking neural networks | импульсные нейросети | SNN, spiking neural network, neuromorphic
synthetic data | синтетические данные | synthetic data generation
training dynamics | динамика обучения | grokking, loss landscape, edge of stability
# science and engineering | наука и техника
molecules and materials | молекулы и материалы | drug discovery, molecular generation, molecule, materials science, молекула
proteins | белки | protein design, protein structure, protein language model, protein, белок
operator learning | обучение операторов | neural operator, partial differential equation, PDE, physics-informed neural network, PINN
quantum machine learning | квантовое машинное обучение | quantum computing, quantum circuit, quantum neural network
wireless networks | беспроводные сети | 6G, MIMO, beamforming, wireless communication, massive MIMO, wireless
channel estimation | оценка канала
"""


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea of the field, or a part of the field: the key it counts under, its name in two languages."""

    key: Stems
    english: str
    russian: str
    part: Idea | None

    def name(self, language: str) -> str:
        return self.russian if language == "ru" else self.english


@cache
def ideas() -> dict[Stems, Idea]:
    """Every stemmed spelling of every idea. Spellings that share a stem with an everyday word are left out:
    a tokenizer is an idea, a token is none."""
    found: dict[Stems, Idea] = {}
    part: Idea | None = None
    for line in _TERMS.strip().splitlines():
        english, russian, *more = (side.strip() for side in line.removeprefix("# ").split("|"))
        if line.startswith("#"):
            part = Idea(("#", *stems_of(english)), english, russian, None)
            continue
        idea = Idea(stems_of(english), english, russian, part)
        for spelling in (english, russian, *(word for words in more for word in words.split(","))):
            stems = stems_of(spelling)
            if " ".join(stems) not in lone_stems():
                found[stems] = idea
    return found


@cache
def idea_keys() -> frozenset[Stems]:
    return frozenset(idea.key for idea in ideas().values())


def is_part(key: Stems) -> bool:
    """Whether a key stands for a part of the field, such as computer vision, rather than for a term."""
    return key[:1] == ("#",)
