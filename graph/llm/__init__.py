"""The optional second engine: a language model behind an endpoint that the user named, every claim checked in the text.

Nothing is sent anywhere unless ``DETENTE_LLM_URL`` is set. Nothing else in the program imports this package.
"""

from graph.llm.agree import agree, joint_method
from graph.llm.asking import Usage
from graph.llm.client import Limits
from graph.llm.endpoint import Endpoint
from graph.llm.engine import Failed, ModelReading, read
from graph.llm.estimate import Estimate, estimate
from graph.llm.refusal import EndpointError
from graph.llm.setting import Setting

__all__ = [
    "Endpoint",
    "EndpointError",
    "Estimate",
    "Failed",
    "Limits",
    "ModelReading",
    "Setting",
    "Usage",
    "agree",
    "estimate",
    "joint_method",
    "read",
]
