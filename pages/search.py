import streamlit as st

from kb.ui import frame

library = frame.begin("Search")
st.title("Search")
